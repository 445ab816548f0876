/* certutil -verify: what Windows said against a chain, and when nothing. */
#include "reader_test.h"

#define HEAD                                                       \
  "Issuer:\n    CN=Contoso Web Proxy CA\n  Name Hash(sha1): 5575\n" \
  "Subject:\n    CN=stamp2.login.microsoftonline.com\n"            \
  "Cert Serial Number: 1200000002\n\n"                             \
  "dwFlags = CA_VERIFY_FLAGS_CONSOLE_TRACE (0x20000000)\n"         \
  "HCCE_LOCAL_MACHINE\nCERT_CHAIN_POLICY_BASE\n"                   \
  "-------- CERT_CHAIN_CONTEXT --------\n"

#define LEAF(issuer)                                                 \
  "CertContext[0][0]: dwInfoStatus=2 dwErrorStatus=0\n"              \
  "  Issuer: " issuer "\n  NotBefore: 7/1/2025 9:44 AM\n"            \
  "  NotAfter: 7/1/2026 9:44 AM\n"                                   \
  "  Subject: CN=stamp2.login.microsoftonline.com, C=US\n"           \
  "  Serial: 1200000002\n"                                           \
  "  SubjectAltName: DNS Name=login.microsoftonline.com\n\n"

#define ROOT(name)                                          \
  "CertContext[0][1]: dwInfoStatus=c dwErrorStatus=20\n"    \
  "  Issuer: " name "\n  NotBefore: 1/1/2020 1:00 AM\n"     \
  "  NotAfter: 1/1/2030 1:00 AM\n  Subject: " name "\n"     \
  "  Element.dwErrorStatus = CERT_TRUST_IS_UNTRUSTED_ROOT (0x20)\n\n"

#define PROXY "CN=Contoso Web Proxy CA, O=Contoso"
#define UNTRUSTED                                                           \
  HEAD "ChainContext.dwErrorStatus = CERT_TRUST_IS_UNTRUSTED_ROOT (0x20)\n" \
  LEAF(PROXY) ROOT(PROXY)                                                   \
  "A certificate chain processed, but terminated in a root certificate "   \
  "which is not trusted by the trust provider. 0x800b0109 (-2146762487 "   \
  "CERT_E_UNTRUSTEDROOT)\n------------------------------------\n"          \
  "Verifies against UNTRUSTED root\n"                                      \
  "CertUtil: -verify command completed successfully.\n"

#define GOOD                                                            \
  HEAD LEAF("CN=Microsoft Azure RSA TLS Issuing CA 04, C=US")           \
  ROOT("CN=DigiCert Global Root G2, O=DigiCert Inc, C=US")              \
  "Leaf certificate revocation check passed\n"                          \
  "CertUtil: -verify-Befehl wurde erfolgreich ausgef\xc3\xbchrt.\n"

static void verdicts(void **state) {
  static const struct {
    const char *text, *want;
  } rows[] = {
      {UNTRUSTED,
       "[{\"code\":\"0x800b0109\",\"error\":\"untrusted-root\",\"subject\":"
       "\"CN=stamp2.login.microsoftonline.com, C=US\",\"issuer\":\"" PROXY
       "\",\"line\":28}]"},
      {GOOD, "[]"},
      /* the command itself failed; a German label */
      {HEAD "CertContext[0][0]: dwInfoStatus=2 dwErrorStatus=0\n"
            "  Aussteller: CN=X\n  NotBefore: 1/1/2025\n"
            "  Antragsteller: CN=contoso.sharepoint.com\n"
            "CertUtil: -verify command FAILED: 0x80092013 (-2146885613 "
            "CRYPT_E_REVOCATION_OFFLINE)\n",
       "[{\"code\":\"0x80092013\",\"error\":\"revocation-offline\","
       "\"subject\":\"CN=contoso.sharepoint.com\",\"issuer\":\"CN=X\","
       "\"line\":16}]"},
      /* the same sentence twice is one error; others do not count */
      {HEAD LEAF(PROXY)
       "Error retrieving URL: 0x80072ee7 (WinHttp: 12007)\n"
       "Revoked. 0x80092010 (-2146885616 CRYPT_E_REVOKED)\n"
       "Revoked. 0x80092010 (-2146885616 CRYPT_E_REVOKED)\n"
       "CertUtil: -verify command completed successfully.\n",
       "[{\"code\":\"0x80092010\",\"error\":\"revoked\",\"subject\":"
       "\"CN=stamp2.login.microsoftonline.com, C=US\",\"issuer\":\"" PROXY
       "\",\"line\":21}]"},
      /* shortened by hand: the subject stands before the chain only */
      {"Issuer:\n    CN=Microsoft TLS G2 RSA CA OCSP 02\n    C=US\n"
       "Subject:\n    CN=login.microsoftonline.com\n\n"
       "ChainContext.dwErrorStatus = CERT_TRUST_IS_UNTRUSTED_ROOT (0x20)\n"
       "CertContext[0][2]: dwInfoStatus=10c dwErrorStatus=20\n"
       "  Issuer: CN=DigiCert Global Root G2\n"
       "  Subject: CN=DigiCert Global Root G2\n"
       "Not trusted. 0x800b0109 (-2146762487 CERT_E_UNTRUSTEDROOT)\n"
       "CertUtil: -verify command completed successfully.\n",
       "[{\"code\":\"0x800b0109\",\"error\":\"untrusted-root\","
       "\"subject\":\"CN=login.microsoftonline.com\",\"issuer\":"
       "\"CN=DigiCert Global Root G2\",\"line\":11}]"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    expectation wanted = {"tls.trust_errors", rows[i].want};
    assert_true(recognises_string(&od_reader_certutil, rows[i].text));
    check_facts(read_string(&od_reader_certutil, rows[i].text), &wanted, 1);
  }
}

/* Half a chain is neither good nor bad. */
static void cut_files(void **state) {
  (void)state;
  check_cuts(&od_reader_certutil, UNTRUSTED);
  check_cuts(&od_reader_certutil, GOOD);
}

static void foreign_text(void **state) {
  static const recognition rows[] = {
      {"", 0},
      {"CertUtil: -verify command FAILED: 0x80070002 (WIN32: 2)\n", 0},
      {HEAD, 0},
      {"0x800b0109 (-2146762487 CERT_E_UNTRUSTEDROOT)\n", 0},
      {GOOD, 1},
  };
  (void)state;
  check_recognition(&od_reader_certutil, rows, sizeof rows / sizeof *rows);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(verdicts),
      cmocka_unit_test(cut_files),
      cmocka_unit_test(foreign_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The words of curl and the codes of Windows, and what they stand for. */
#include "facts/readers/curl.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define CODE_SIZE 10

/* curl is not localised; the system's text after a code is, so codes first. */
static const struct {
  const char *code;
  od_curl_fault fault;
} codes[] = {
    {"0x80090302", OD_CURL_PROTOCOL},   /* SEC_E_UNSUPPORTED_FUNCTION */
    {"0x80090308", OD_CURL_NOT_TLS},    /* SEC_E_INVALID_TOKEN */
    {"0x80090322", OD_CURL_WRONG_NAME}, /* SEC_E_WRONG_PRINCIPAL */
    {"0x80090325", OD_CURL_UNTRUSTED},  /* SEC_E_UNTRUSTED_ROOT */
    {"0x80090326", OD_CURL_CIPHER},     /* SEC_E_ILLEGAL_MESSAGE */
    {"0x80090327", OD_CURL_UNTRUSTED},  /* SEC_E_CERT_UNKNOWN */
    {"0x80090328", OD_CURL_EXPIRED},    /* SEC_E_CERT_EXPIRED */
    {"0x80090331", OD_CURL_CIPHER},     /* SEC_E_ALGORITHM_MISMATCH */
    {"0x80092010", OD_CURL_REVOKED},    /* CRYPT_E_REVOKED */
    {"0x80092012", OD_CURL_REVOCATION}, /* CRYPT_E_NO_REVOCATION_CHECK */
    {"0x80092013", OD_CURL_REVOCATION}, /* CRYPT_E_REVOCATION_OFFLINE */
    {"0x800b0101", OD_CURL_EXPIRED},    /* CERT_E_EXPIRED */
    {"0x800b0109", OD_CURL_UNTRUSTED},  /* CERT_E_UNTRUSTEDROOT */
    {"0x800b010a", OD_CURL_UNTRUSTED},  /* CERT_E_CHAINING */
    {"0x800b010f", OD_CURL_WRONG_NAME}, /* CERT_E_CN_NO_MATCH */
};

/* The first that is found counts: the narrow ones stand before the wide. */
static const struct {
  const char *words;
  od_curl_fault fault;
} phrases[] = {
    {"Could not resolve proxy", OD_CURL_PROXY_UNKNOWN},
    {"Couldn't resolve proxy", OD_CURL_PROXY_UNKNOWN},
    {"Could not resolve host", OD_CURL_NAME_UNKNOWN},
    {"Couldn't resolve host", OD_CURL_NAME_UNKNOWN},
    {"Resolving timed out", OD_CURL_NAME_TIMEOUT},
    {"Proxy CONNECT aborted", OD_CURL_PROXY_ABORTED},
    {"REVOCATION_STATUS_UNKNOWN", OD_CURL_REVOCATION},
    {"OFFLINE_REVOCATION", OD_CURL_REVOCATION},
    {"CERT_TRUST_IS_UNTRUSTED_ROOT", OD_CURL_UNTRUSTED},
    {"CERT_TRUST_IS_PARTIAL_CHAIN", OD_CURL_UNTRUSTED},
    {"CERT_TRUST_IS_NOT_TIME_VALID", OD_CURL_EXPIRED},
    {"self-signed certificate", OD_CURL_UNTRUSTED},
    {"self signed certificate", OD_CURL_UNTRUSTED},
    {"unable to get local issuer", OD_CURL_UNTRUSTED},
    {"unable to get issuer", OD_CURL_UNTRUSTED},
    {"Invalid certificate chain", OD_CURL_UNTRUSTED},
    {"certificate is not yet valid", OD_CURL_NOT_YET_VALID},
    {"certificate has expired", OD_CURL_EXPIRED},
    {"alternative certificate subject name matches", OD_CURL_WRONG_NAME},
    {"does not match target host name", OD_CURL_WRONG_NAME},
    {"unsupported protocol", OD_CURL_PROTOCOL},
    {"alert protocol version", OD_CURL_PROTOCOL},
    {"alert, protocol version", OD_CURL_PROTOCOL},
    {"legacy sigalg disallowed", OD_CURL_PROTOCOL},
    {"no protocols available", OD_CURL_PROTOCOL},
    {"alert handshake failure", OD_CURL_CIPHER},
    {"alert, handshake failure", OD_CURL_CIPHER},
    {"no ciphers available", OD_CURL_CIPHER},
    {"wrong version number", OD_CURL_NOT_TLS},
    {"packet length too long", OD_CURL_NOT_TLS},
    {"Connection refused", OD_CURL_REFUSED},
    {"Bad access", OD_CURL_PROHIBITED},
    {"Permission denied", OD_CURL_PROHIBITED},
    {"Operation not permitted", OD_CURL_PROHIBITED},
    {"No route to host", OD_CURL_NO_ROUTE},
    {"Network is unreachable", OD_CURL_NO_ROUTE},
    {"Network unreachable", OD_CURL_NO_ROUTE},
    {"Host unreachable", OD_CURL_NO_ROUTE},
    {"Network down", OD_CURL_NO_ROUTE},
    {"Connection was reset", OD_CURL_RESET},
    {"Connection reset by peer", OD_CURL_RESET},
    {"Connection was aborted", OD_CURL_RESET},
    {"SSL_ERROR_SYSCALL", OD_CURL_RESET},
    {"unexpected eof while reading", OD_CURL_RESET},
    {"failed to receive handshake, SSL/TLS connection failed", OD_CURL_RESET},
    {"server closed abruptly", OD_CURL_RESET},
    {"timed out", OD_CURL_TIMEOUT}, /* also Winsock's "Timed out" */
    {"SSL connection timeout", OD_CURL_TIMEOUT},
};

static int take_code(od_view message, od_view *code) {
  for (size_t at = od_view_find_nocase(message, "0x8"); at != OD_NOT_FOUND;
       at = od_view_find_nocase(message, "0x8")) {
    od_view rest = od_view_from(message, at);
    size_t size = 2;
    while (size < rest.size && od_is_hex(rest.data[size])) size++;
    *code = od_view_first(rest, size);
    if (size == CODE_SIZE) return 1;
    message = od_view_from(rest, size);
  }
  return 0;
}

/* A client that may use no protocol at all fails before it says hello. */
static int has_no_protocol(od_view message, od_view code) {
  return od_view_equal_nocase(code, "0x80090331") &&
         od_view_find(message, "AcquireCredentialsHandle") != OD_NOT_FOUND;
}

od_curl_fault od_curl_fault_of(od_view message, od_view *code) {
  od_view found;
  message = od_view_first(message, 512);
  if (take_code(message, &found))
    for (size_t i = 0; i < COUNT(codes); i++)
      if (od_view_equal_nocase(found, codes[i].code)) {
        *code = found;
        return has_no_protocol(message, found) ? OD_CURL_PROTOCOL
                                               : codes[i].fault;
      }
  for (size_t i = 0; i < COUNT(phrases); i++)
    if (od_view_find_nocase(message, phrases[i].words) != OD_NOT_FOUND)
      return phrases[i].fault;
  return OD_CURL_NO_FAULT;
}

const char *od_curl_reason(od_curl_fault fault) {
  static const char *const reasons[] = {
      NULL,
      "the connection was refused",
      "no answer to the attempt to connect",
      "there is no route",
      "a program on this machine forbids the connection",
      "the connection was reset during the handshake",
      "no answer in time",
      "the name does not resolve",
      "the name server did not answer in time",
      "the proxy's name does not resolve",
      "the proxy closed the connection without an answer",
      "the certificate's issuer is not trusted",
      "the certificate is revoked",
      "the certificate has expired by this clock",
      "the certificate is not valid yet by this clock",
      "the certificate is of another name",
      "no TLS version in common",
      "the handshake found nothing in common",
      "what answered does not speak TLS",
      "the list of revoked certificates cannot be reached"};
  return reasons[fault];
}

/* ---- small readings ---- */

int od_curl_after(od_view text, const char *words, od_view *rest) {
  if (!od_view_starts_nocase(text, words)) return 0;
  *rest = od_view_from(text, strlen(words));
  return 1;
}

od_view od_curl_word(od_view *text) {
  size_t size = 0;
  *text = od_view_trim(*text);
  while (size < text->size && !od_is_space(text->data[size])) size++;
  od_view word = od_view_first(*text, size);
  *text = od_view_from(*text, size);
  return word;
}

int od_curl_number(od_view *text, unsigned *number) {
  size_t size = 0;
  unsigned value = 0;
  for (; size < text->size && od_is_digit(text->data[size]); size++) {
    if (size == 9) return 0;
    value = value * 10 + (unsigned)(text->data[size] - '0');
  }
  *number = value;
  *text = od_view_from(*text, size);
  return size > 0;
}

static int is_host_char(char c) {
  return od_is_alpha(c) || od_is_digit(c) || c == '.' || c == '-' ||
         c == '_' || c == ':' || c == '%';
}

static int is_host(od_view text) {
  if (!text.size || text.size > 253) return 0;
  for (size_t i = 0; i < text.size; i++)
    if (!is_host_char(text.data[i])) return 0;
  return 1;
}

int od_curl_host(od_view text, od_view *host, unsigned *port) {
  size_t close = od_view_find_char(text, ']');
  size_t colon = od_view_find_char(text, ':');
  od_view rest = od_view_first(text, 0);
  *host = text;
  if (text.size && text.data[0] == '[' && close != OD_NOT_FOUND) {
    *host = od_view_first(od_view_from(text, 1), close - 1);
    rest = od_view_from(text, close + 1);
  } else if (colon != OD_NOT_FOUND &&
             od_view_find_char(od_view_from(text, colon + 1), ':') ==
                 OD_NOT_FOUND) {
    *host = od_view_first(text, colon);
    rest = od_view_from(text, colon);
  }
  if (rest.size) {
    rest = od_view_from(rest, 1);
    if (!od_curl_number(&rest, port) || rest.size || *port > 65535) return 0;
  }
  return is_host(*host);
}

int od_curl_url(od_view url, od_view *host, unsigned *port, int *secure) {
  size_t end = 0, start = 0;
  if (od_curl_after(url, "https://", &url))
    *secure = 1;
  else if (od_curl_after(url, "http://", &url))
    *secure = 0;
  else
    return 0;
  for (; end < url.size && !strchr("/?#\"' \t<>^|", url.data[end]); end++)
    if (url.data[end] == '@') start = end + 1;
  *port = *secure ? 443 : 80;
  return od_curl_host(od_view_from(od_view_first(url, end), start), host,
                      port);
}

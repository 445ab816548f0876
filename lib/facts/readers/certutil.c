/*
 * certutil -verify, with or without -urlfetch, in any language: what Windows
 * said against a chain of certificates.
 *
 * The certificate comes first: the headings of its issuer and its subject with
 * "CN=" below. "CERT_CHAIN_CONTEXT" or "ChainContext." opens a chain,
 * "CertContext[0][0]:" its first certificate; below it stand the issuer and
 * then the subject, as names with "CN=". The sentence about what is wrong ends,
 * in every language, with "0x800b0109 (-2146762487 CERT_E_UNTRUSTEDROOT)". The
 * last line of all starts with "CertUtil: -verify".
 */
#include "catalog/catalog.h"
#include "facts/readers/lines.h"
#include "facts/readers/readers.h"
#include "facts/readers/record.h"

#define CHECK_EVERY 1024
#define CHAINS_MAX 64

static const char fact[] = "tls.trust_errors";

typedef struct trust_error {
  const char *code;
  const char *name;
} trust_error;

/* Those that tell whether a chain is trusted, by winerror.h. */
static const trust_error errors[] = {
    {"0x800b0101", "expired"},
    {"0x800b0109", "untrusted-root"},
    {"0x800b010a", "chain-incomplete"},
    {"0x800b010c", "revoked"},
    {"0x800b010f", "wrong-name"},
    {"0x800b0110", "wrong-usage"},
    {"0x800b0111", "distrusted"},
    {"0x800b0112", "untrusted-ca"},
    {"0x80090325", "untrusted-root"},
    {"0x80096004", "signature"},
    {"0x80092010", "revoked"},
    {"0x80092012", "no-revocation-check"},
    {"0x80092013", "revocation-offline"},
};

#define CODES_MAX (sizeof errors / sizeof *errors)

typedef struct walker {
  od_evidence *evidence; /* NULL: only counts */
  const od_text *text;
  int heading; /* the line before was one */
  unsigned names;      /* of the certificate before the chain */
  int chain;   /* below CERT_CHAIN_CONTEXT */
  int leaf;    /* its first certificate was printed */
  int context; /* names still to come of the certificate: 2, 1, 0 */
  int first;   /* that certificate is the leaf */
  unsigned line;
  od_view subject, issuer; /* the leaf's subject, the last issuer */
  const trust_error *found[CODES_MAX];
  unsigned lines[CODES_MAX];
  size_t count;
  unsigned chains;
} walker;

static const trust_error *error_of(const char *code) {
  for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
    if (!od_view_compare_nocase(od_view_of(errors[i].code),
                                od_view_of(code)))
      return &errors[i];
  return NULL;
}

static void tell(const walker *w, size_t at) {
  od_record r = od_record_new();
  od_record_text(&r, "code", od_view_of(w->found[at]->code));
  od_record_text(&r, "error", od_view_of(w->found[at]->name));
  if (w->subject.size) od_record_text(&r, "subject", w->subject);
  if (w->issuer.size) od_record_text(&r, "issuer", w->issuer);
  od_record_append(w->evidence, fact, w->lines[at], &r);
}

/* An empty list says that a chain was verified and found good. */
static void tell_chain(const walker *w) {
  for (size_t i = 0; i < w->count; i++) tell(w, i);
  if (!w->count && w->leaf && !od_evidence_has(w->evidence, fact))
    od_evidence_set(w->evidence, fact, w->line, od_json_new_array());
}

static void end_chain(walker *w) {
  if (w->chain && w->subject.size) {
    w->chains++;
    if (w->evidence && w->chains <= CHAINS_MAX) tell_chain(w);
  }
  w->chain = w->leaf = 0;
  w->names = 0;
  w->count = 0;
  w->subject.size = w->issuer.size = 0;
}

static void take_codes(walker *w, const od_line *line, od_view text) {
  char code[OD_CODE_MAX];
  while (od_code_next(&text, code)) {
    const trust_error *error = error_of(code);
    size_t i = 0;
    while (i < w->count && w->found[i] != error) i++;
    if (!error || i < w->count) continue;
    w->found[w->count] = error;
    w->lines[w->count++] = line->number;
  }
}

/* "  Issuer: CN=Contoso Proxy CA, O=Contoso", the label in any language. */
static int take_name(walker *w, od_view text) {
  od_view label, value;
  if (!w->context || !od_line_label(text, 0, &label, &value) ||
      od_view_find(value, "=") == OD_NOT_FOUND)
    return 0;
  w->context--;
  if (w->context == 1) w->issuer = value;
  else if (w->first) w->subject = value;
  return 1;
}

/* "Subject:", then "CN=…": the second of the two that come first. */
static void take_head(walker *w, od_view text) {
  od_view name;
  if (w->heading && od_view_starts_nocase(text, "CN=") && ++w->names == 2)
    w->subject = text;
  w->heading = od_line_heading(text, &name);
}

static int opens_chain(const walker *w, od_view text) {
  return od_view_find(text, "CERT_CHAIN_CONTEXT") != OD_NOT_FOUND ||
         (!w->chain && od_view_starts_nocase(text, "ChainContext.dw"));
}

static void open_chain(walker *w, unsigned line) {
  if (w->chain) end_chain(w);
  w->chain = 1;
  w->line = line;
}

static void take_line(walker *w, const od_line *line) {
  od_view text = od_view_trim(od_line_unquote(line->text));
  if (!text.size || !od_line_whole(w->text, line)) return;
  if (opens_chain(w, text)) {
    open_chain(w, line->number);
  } else if (!w->chain) {
    take_head(w, text);
  } else if (od_view_starts_nocase(text, "CertContext[")) {
    w->first = od_view_starts_nocase(text, "CertContext[0][0]");
    w->leaf |= w->first;
    w->context = 2;
  } else if (od_view_starts_nocase(text, "CertUtil: -verify")) {
    take_codes(w, line, text);
    end_chain(w);
  } else if (!take_name(w, text)) {
    take_codes(w, line, text);
  }
}

/* A chain without the last line of all may hide what is said against it. */
static unsigned walk(const od_text *text, od_evidence *e, od_job *job) {
  walker w = {.evidence = e, .text = text};
  od_lines lines = od_lines_of(text);
  od_line line;
  od_view all = {text->data, text->size};
  if (od_view_find(all, "CERT_CHAIN_CONTEXT") == OD_NOT_FOUND &&
      od_view_find(all, "ChainContext.dw") == OD_NOT_FOUND)
    return 0;
  while ((e || !w.chains) && od_line_next(&lines, &line)) {
    if (job && line.number % CHECK_EVERY == 0 && od_job_check(job)) break;
    take_line(&w, &line);
  }
  if (w.chain && w.count) end_chain(&w);
  return w.chains;
}

static int recognises(const od_text *text) {
  return walk(text, NULL, NULL) > 0;
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  if (walk(text, e, job) > CHAINS_MAX)
    od_evidence_withdraw(e, fact, 0, "more chains than are looked at");
}

const od_reader od_reader_certutil = {"certutil", recognises, read_text};

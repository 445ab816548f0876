/* Stand-ins for what is personal: the same text gives the same stand-in. */
#ifndef OD_FACTS_REDACT_H
#define OD_FACTS_REDACT_H

#include "core/buffer.h"

/* Names that the facts tell, to be found again inside other texts. */
typedef struct od_known_name {
  od_view text; /* borrowed */
  const char *kind; /* "user" or "name" */
} od_known_name;

typedef struct od_known_names {
  od_known_name *list; /* sorted by od_known_names_seal() */
  size_t count, capacity;
} od_known_names;

/* Adds a user or a name with its parts; words of our own are left out. */
od_status od_known_names_add(od_known_names *names, od_view text,
                             const char *kind);
void od_known_names_seal(od_known_names *names);
/* How many bytes at the front are a known name; 0: none. */
size_t od_known_names_match(const od_known_names *names, od_view text,
                            const char **kind);

/* ---- pseudonym.c: one thing each; what is public stays ---- */

void od_pseudonym_word(od_buffer *out, const char *kind, od_view text);
void od_pseudonym_user(od_buffer *out, od_view text);
void od_pseudonym_host(od_buffer *out, od_view host);
/* CONTOSO\jane, jane@contoso.com, jane or a SID. */
void od_pseudonym_account(od_buffer *out, od_view text);
int od_pseudonym_keeps_host(od_view host);

/* Each writes the stand-in of what stands at the front and tells its size;
   0: there is no such thing. */
size_t od_pseudonym_guid(od_buffer *out, od_view text);
size_t od_pseudonym_sid(od_buffer *out, od_view text);
size_t od_pseudonym_hex(od_buffer *out, od_view text);
size_t od_pseudonym_ipv4(od_buffer *out, od_view text); /* "10.1." too */
size_t od_pseudonym_ipv6(od_buffer *out, od_view text);

unsigned long long od_pseudonym_hash(od_view text, unsigned seed);

/* ---- redact_address.c: what rules ask of it stays ---- */

int od_redact_address(od_buffer *out, od_view text); /* 0: it is none */

/* ---- redact_text.c ---- */

typedef enum od_redact_mode {
  OD_REDACT_KEEP,
  OD_REDACT_TEXT,     /* anything may stand in it */
  OD_REDACT_ACCOUNTS, /* apart by commas */
  OD_REDACT_NAME,     /* all of it is a name */
  OD_REDACT_HOSTS,    /* settings of proxies */
  OD_REDACT_ADDRESS,  /* an address or a prefix; else as TEXT */
  OD_REDACT_ISSUER    /* of a certificate; Microsoft's own stay */
} od_redact_mode;

/* names may be NULL. */
void od_redact_text(od_buffer *out, od_view text, od_redact_mode mode,
                    const od_known_names *names);

int od_is_alnum(char c);     /* bytes of other scripts too */
int od_is_word_char(char c); /* and what stands in names and addresses */

#endif

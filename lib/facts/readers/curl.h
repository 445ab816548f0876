/* One run of curl while it is read: what was seen, not yet what it means. */
#ifndef OD_FACTS_READERS_CURL_H
#define OD_FACTS_READERS_CURL_H

#include "core/json.h"
#include "facts/facts.h"

enum { OD_CURL_TRIES = 32 }; /* sign-in hosts have 16 addresses */

/* What stopped it, as its own words or the system's code tell. */
typedef enum od_curl_fault {
  OD_CURL_NO_FAULT,
  OD_CURL_REFUSED,
  OD_CURL_FILTERED,
  OD_CURL_NO_ROUTE,
  OD_CURL_PROHIBITED,
  OD_CURL_RESET,
  OD_CURL_TIMEOUT,
  OD_CURL_NAME_UNKNOWN,  /* the host's name does not resolve */
  OD_CURL_NAME_TIMEOUT,
  OD_CURL_PROXY_UNKNOWN, /* the proxy's name does not resolve */
  OD_CURL_PROXY_ABORTED,
  OD_CURL_UNTRUSTED,
  OD_CURL_REVOKED,
  OD_CURL_EXPIRED,
  OD_CURL_NOT_YET_VALID,
  OD_CURL_WRONG_NAME,
  OD_CURL_PROTOCOL,
  OD_CURL_CIPHER,
  OD_CURL_NOT_TLS,
  OD_CURL_REVOCATION /* the list of revoked certificates was not reached */
} od_curl_fault;

/* Response headers that only some servers send. */
enum {
  OD_CURL_X_MS = 1,   /* x-ms-request-id, x-ms-ests-server: sign-in */
  OD_CURL_GRAPH = 2,  /* request-id */
  OD_CURL_SITE = 4,   /* SharePoint's own */
  OD_CURL_VIA = 8,    /* Via: a proxy speaks */
  OD_CURL_AGE = 16    /* an older answer out of a cache */
};

/* Ways in which a proxy asks for a password. */
enum {
  OD_CURL_BASIC = 1,
  OD_CURL_DIGEST = 2,
  OD_CURL_NTLM = 4,
  OD_CURL_NEGOTIATE = 8,
  OD_CURL_OTHER_SCHEME = 16
};

typedef struct od_curl_try {
  od_view address;
  od_curl_fault fault; /* none: still going, given up, or connected */
} od_curl_try;

/* -1 stands for "not seen" where a number or a truth is meant. */
typedef struct od_curl_run {
  unsigned line;
  int told_proxy; /* what the command says */
  int seen_proxy; /* what the exchange shows */
  int canary;     /* an Authorization header was sent */
  int request;    /* the lines of a request were seen */
  int own_store;  /* trusts a list of its own, not the system's */
  int schannel;
  int unchecked;  /* told not to check the certificate, or not all of it */
  int has_utc;
  long long utc;

  od_view host;
  unsigned port;
  int secure;
  od_view proxy_host;
  unsigned proxy_port;

  od_curl_try tries[OD_CURL_TRIES];
  size_t try_count;
  od_view peer, address; /* whom it is connected to */
  unsigned peer_port;
  int connected;
  int tunnel; /* 0 none, 1 asked for, 2 open */
  unsigned tunnel_status;
  unsigned schemes;

  int secured; /* the handshake was completed */
  od_view version, cipher, http, issuer, expires;
  int name_matches, trusted;
  int certificates; /* of -w "%{certs}" so far */
  int of_proxy;     /* the certificate being printed is the proxy's */

  od_curl_fault fault;
  od_view code; /* "0x80090325" */
  int unreached; /* it said that it could not connect */
  int waited;    /* ms until it gave up connecting; 0 not told */

  unsigned status, marks;
  int headers;  /* response headers were seen */
  int of_tunnel; /* those of the proxy's answer to CONNECT */
  int in_block;  /* a header block without marks is being printed */
  int probe;     /* the page of Windows' own Internet test is asked for */
  od_view date, location;
  int connect_test; /* 1 the words alone, 0 something else */
  od_view answer_code, answer_message;

  int verbose;    /* lines with marks were seen */
  int complained; /* "curl: (7) …" was seen */
  int exit_code;
  int closed; /* curl said that it is done with the connection */
  int summed; /* the object of -w was read */
  double dns_ms, connect_ms, tls_ms, first_byte_ms;
  od_json *summary, *body; /* owned: views lead into them */
} od_curl_run;

/* ---- words and codes (curl_words.c) ---- */

/* What a message tells; `code` is set where it names one. */
od_curl_fault od_curl_fault_of(od_view message, od_view *code);
/* Fills a short reason in English, from the table; NULL: none. */
const char *od_curl_reason(od_curl_fault fault);

/* ---- small readings (curl_words.c) ---- */

/* The rest after these words; 0 if it does not begin so. */
int od_curl_after(od_view text, const char *words, od_view *rest);
/* Up to the next blank, taken off. */
od_view od_curl_word(od_view *text);
/* A number at the front, taken off; 0 if there is none or it is too large. */
int od_curl_number(od_view *text, unsigned *number);
/* Host, port and whether it is https of a URL, never its user or query. */
int od_curl_url(od_view url, od_view *host, unsigned *port, int *secure);
/* "host", "host:443", "[::1]:443". */
int od_curl_host(od_view text, od_view *host, unsigned *port);

/* ---- lines (curl_info.c, curl_http.c) ---- */

void od_curl_info(od_curl_run *run, od_view text); /* after "* " */
void od_curl_request(od_curl_run *run, od_view text); /* after "> " */
void od_curl_header(od_curl_run *run, od_view text); /* after "< " */
/* One of `curl: (7) Failed to connect …`; 0 if it is another line. */
int od_curl_complaint(od_curl_run *run, od_view line, int whole);
/* A line of output that is no header; `text` starts at it. */
void od_curl_output(od_curl_run *run, od_view line);
/* A certificate in the text of -w "%{certs}". */
void od_curl_certificate(od_curl_run *run, od_view certificates);

/* ---- objects (curl_json.c) ---- */

/* The object of -w "%{json}"; takes it. */
void od_curl_summary(od_curl_run *run, od_json *object);
int od_curl_is_summary(const od_json *object);
/* What a service answers: its error's code and message; takes it. */
void od_curl_body(od_curl_run *run, od_json *object);

/* ---- what it means (curl_judge.c, curl_path.c, curl_issuer.c) ---- */

/* A verdict of the network document; NULL: not finished or nobody knows. */
const char *od_curl_verdict(const od_curl_run *run, const char **why);
int od_curl_by_proxy(const od_curl_run *run);

/* 1 inspected, 0 genuine, -1 nobody can tell from the issuer. */
int od_curl_inspected(od_view host, od_view issuer, int trusted);

/* Appends the run's paths; 0: nothing to tell. `e` may be NULL: only asks. */
int od_curl_write(const od_curl_run *run, od_evidence *e);

#endif

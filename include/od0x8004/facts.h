/**
 * @file facts.h
 * Facts: an immutable record of one device and one subject (the user whose
 * sign-in is looked at), without secrets. Each fact is measured, absent,
 * denied, not-asked or unreadable; what was not measured never counts as
 * fine. Document: od0x8004.facts/1; names: docs/facts.md.
 */
#ifndef OD0X8004_FACTS_H
#define OD0X8004_FACTS_H

#include "base.h"

OD_BEGIN_DECLS

/** Facts of one device and one subject; never changes, may be shared. */
typedef struct od_facts od_facts;

/**
 * Reads captured text (recognised by content: dsregcmd /status, cmdkey /list,
 * netsh winhttp, registry exports, cipher suites, services, w32tm, an error
 * message) or a facts document.
 *
 * @param out  the facts; free them with od_facts_free()
 * @param name what to call the source in documents and errors; a file name
 *             relative to what the user named, never a full path
 * @param data the bytes in UTF-8, UTF-16 or a Windows code page; not kept
 * @param size their number
 * @param job  options and limits
 * @return OD_OK; OD_ENOTFOUND if no reader recognises the text; OD_EPARSE,
 *         OD_EVERSION, OD_ELIMIT, OD_ECONFLICT (two users), OD_ECANCELLED,
 *         OD_ETIMEOUT, OD_ENOMEM. Threads: any.
 */
OD_API od_status od_facts_read(od_facts **out, const char *name,
                               const void *data, size_t size, od_job *job);

/**
 * Joins two records of one device. The rule for who wins stands in
 * docs/facts.md; values that differ are listed under "conflicts".
 *
 * @param out the joined facts, owned by the caller; the inputs stay as they are
 * @return OD_OK, OD_ECONFLICT when they are of two users (the message names
 *         both), OD_ENOMEM. Threads: any.
 */
OD_API od_status od_facts_merge(od_facts **out, const od_facts *a,
                                const od_facts *b);

/**
 * Writes the facts document.
 * @param out the document, UTF-8 and NUL-terminated; free it with od_free()
 * @return OD_OK, OD_ENOMEM. Threads: any.
 */
OD_API od_status od_facts_to_json(char **out, const od_facts *facts);

/**
 * Copies facts with stable stand-ins for what is personal: users, hosts,
 * tenants, ids, addresses, and file names that hold them. The same text gives
 * the same stand-in in every record, so that they still join, and rules see
 * the same case. Who knows a name can check it: docs/threat-model.md.
 *
 * @param out the copy, owned by the caller; the input stays as it is
 * @return OD_OK, OD_ENOMEM. Threads: any.
 */
OD_API od_status od_facts_redact(od_facts **out, const od_facts *facts);

/** Frees facts. NULL is allowed. */
OD_API void od_facts_free(od_facts *facts);

OD_END_DECLS

#endif

/**
 * @file rules.h
 * Rule packs (od0x8004.rules/1): observations with three-valued JsonLogic
 * conditions over facts, and what they say for or against causes.
 * docs/rules.md is the manual.
 */
#ifndef OD0X8004_RULES_H
#define OD0X8004_RULES_H

#include "facts.h"

OD_BEGIN_DECLS

/** Compiled packs; never change, may be shared. */
typedef struct od_rules od_rules;

/**
 * Reads and compiles one pack.
 *
 * @param out  the rules; free them with od_rules_free()
 * @param name what to call the pack in errors ("site.json")
 * @param data JSON, UTF-8 or UTF-16
 * @param size its number of bytes
 * @return OD_OK; OD_EPARSE with line, column and JSON pointer for the first
 *         thing refused (od_rules_check() lists all); OD_EVERSION, OD_ELIMIT,
 *         OD_ENOMEM. Threads: any.
 */
OD_API od_status od_rules_read(od_rules **out, const char *name,
                               const void *data, size_t size, od_job *job);

/**
 * The packs that are compiled into the library.
 * @return OD_OK, OD_ENOMEM. Threads: any.
 */
OD_API od_status od_rules_builtin(od_rules **out);

/**
 * Lists everything a pack is refused for.
 *
 * @param out JSON array of {"file","line","column","pointer","message"}, empty
 *            for a sound pack; free it with od_free()
 * @return OD_OK also when problems were found; OD_ELIMIT, OD_ENOMEM.
 *         Threads: any.
 */
OD_API od_status od_rules_check(char **out, const char *name, const void *data,
                                size_t size, od_job *job);

/**
 * Evaluates every condition on the facts.
 *
 * @param out JSON array of {"id","group","result":true|false|null,"decided_by":
 *            [fact names]}; null is unknown, and decided_by then names the
 *            facts that would settle it; free it with od_free()
 * @return OD_OK, OD_ENOMEM. Threads: any.
 */
OD_API od_status od_rules_evaluate(char **out, const od_rules *rules,
                                   const od_facts *facts);

/**
 * Lists the observations: id, group, causes with tiers, class, source.
 * @param out    free it with od_free()
 * @param format "text" or "json"
 * @return OD_OK, OD_EINVALID, OD_ENOMEM. Threads: any.
 */
OD_API od_status od_rules_list(char **out, const od_rules *rules,
                               const char *format);

/**
 * Compares two devices: the facts that differ, those that a rule reads first,
 * then by name. What no two people or devices share (ids, times, accounts)
 * stands apart unless a rule that reads it answers differently, and what is
 * known of one only is not compared.
 *
 * @param out    the document od0x8004.compare/1, or text; free it with
 *               od_free()
 * @param format "text" or "json"
 * @return OD_OK, OD_EINVALID, OD_ENOMEM. Threads: any.
 */
OD_API od_status od_rules_compare(char **out, const od_rules *rules,
                                  const od_facts *broken,
                                  const od_facts *healthy,
                                  const char *format);

/** Frees rules. NULL is allowed. */
OD_API void od_rules_free(od_rules *rules);

OD_END_DECLS

#endif

/**
 * @file code.h
 * What an error code means: OneDrive 0x8004xxxx, AADSTS, WinHTTP, Schannel,
 * Windows errors and HRESULTs, in any spelling.
 */
#ifndef OD0X8004_CODE_H
#define OD0X8004_CODE_H

#include "base.h"

OD_BEGIN_DECLS

/**
 * Explains every code that a text holds, each once, in their order.
 *
 * Spellings: hexadecimal with or without 0x, unsigned and negative decimal of
 * the same 32 bits, "AADSTS50126", names such as ERROR_WINHTTP_TIMEOUT, and
 * any sentence or dialog text of any number of lines around them; AADSTS and
 * WinHTTP numbers also bare, alone or where the text speaks of an error. Ids,
 * versions and addresses are no codes. A code that a screenshot or a line break
 * has spoilt (O for 0, l for 1, "0x8004 de40"), or that stands in brackets
 * without AADSTS, is guessed and said to be so. A code that the catalogue does
 * not hold is said to be so and still taken apart into severity, facility and
 * number (winerror.h); the meaning of FACILITY_ITF codes belongs to OneDrive and
 * is never looked up in generic tables.
 *
 * @param out    the explanation; free it with od_free()
 * @param text   the code or the text around it: one input. Bytes that are no
 *               UTF-8 are read as windows-1252
 * @param format "text" (80 columns) or "json" (document od0x8004.code/1, whose
 *               entries all name the whole text as their "input")
 * @return OD_OK also for an input without a code ("code" is null then);
 *         OD_EINVALID for an unknown format, OD_ELIMIT for more than 1000
 *         codes or 256 MB, OD_ENOMEM. Threads: any.
 */
OD_API od_status od_code_explain(char **out, const char *text,
                                 const char *format);

OD_END_DECLS

#endif

/* Times as milliseconds since 1970 UTC; no libc, no time zone, no locale. */
#ifndef OD_CORE_TIME_H
#define OD_CORE_TIME_H

#include "view.h"

/*
 * Reads "2026-11-24T10:11:12Z", with a blank for the T, with fractions, with
 * " UTC", "+01:00" or nothing (UTC) at the end. 0 if it is no such time.
 */
int od_time_parse(od_view text, long long *ms);

/* Writes "2026-11-24T10:11:12Z"; milliseconds only where there are any. */
void od_time_format(char out[32], long long ms);

/* Windows FILETIME (100 ns since 1601) and Unix seconds to milliseconds. */
long long od_time_of_filetime(unsigned long long filetime);

#endif

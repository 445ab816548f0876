#include "core/time.h"

#include <stdio.h>

#define DAY_MS 86400000LL

/* Days since 1970-01-01 of the proleptic Gregorian calendar. */
static long long days_of(long long year, int month, int day) {
  year -= month <= 2;
  long long era = (year >= 0 ? year : year - 399) / 400;
  long long of_era = year - era * 400;
  long long of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
         719468;
}

static void date_of(long long days, int *year, int *month, int *day) {
  days += 719468;
  long long era = (days >= 0 ? days : days - 146096) / 146097;
  long long of_era = days - era * 146097;
  long long y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) /
                365;
  long long of_year = of_era - (365 * y + y / 4 - y / 100);
  long long m = (5 * of_year + 2) / 153;
  *day = (int)(of_year - (153 * m + 2) / 5 + 1);
  *month = (int)(m < 10 ? m + 3 : m - 9);
  *year = (int)(y + era * 400 + (*month <= 2));
}

static int take_number(od_view *text, size_t digits, int *value) {
  int sum = 0;
  if (text->size < digits) return 0;
  for (size_t i = 0; i < digits; i++) {
    if (!od_is_digit(text->data[i])) return 0;
    sum = sum * 10 + (text->data[i] - '0');
  }
  *text = od_view_from(*text, digits);
  *value = sum;
  return 1;
}

static int take_char(od_view *text, const char *any) {
  for (; *any; any++) {
    if (!text->size || text->data[0] != *any) continue;
    *text = od_view_from(*text, 1);
    return 1;
  }
  return 0;
}

static int take_date(od_view *text, long long *ms) {
  static const int lengths[] = {31, 29, 31, 30, 31, 30,
                                31, 31, 30, 31, 30, 31};
  int year, month, day;
  if (!take_number(text, 4, &year) || !take_char(text, "-") ||
      !take_number(text, 2, &month) || !take_char(text, "-") ||
      !take_number(text, 2, &day))
    return 0;
  int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month < 1 || month > 12 || day < 1 || day > lengths[month - 1] ||
      (month == 2 && day == 29 && !leap))
    return 0;
  *ms = days_of(year, month, day) * DAY_MS;
  return 1;
}

static int take_clock(od_view *text, long long *ms) {
  int hour, minute, second;
  if (!take_number(text, 2, &hour) || !take_char(text, ":") ||
      !take_number(text, 2, &minute) || !take_char(text, ":") ||
      !take_number(text, 2, &second))
    return 0;
  if (hour > 23 || minute > 59 || second > 60) return 0;
  *ms += (hour * 3600LL + minute * 60LL + second) * 1000;
  if (!take_char(text, ".,")) return 1;
  int digit, scale = 100, any = 0;
  while (take_number(text, 1, &digit)) {
    *ms += digit * scale;
    scale /= 10;
    any = 1;
  }
  return any;
}

static int take_zone(od_view text, long long *ms) {
  int hour, minute = 0;
  text = od_view_trim(text);
  if (!text.size || od_view_equal_nocase(text, "Z") ||
      od_view_equal_nocase(text, "UTC"))
    return 1;
  int west = text.data[0] == '-';
  if (!take_char(&text, "+-") || !take_number(&text, 2, &hour)) return 0;
  take_char(&text, ":");
  if (text.size && !take_number(&text, 2, &minute)) return 0;
  if (text.size || hour > 14 || minute > 59) return 0;
  *ms -= (west ? -1 : 1) * (hour * 60LL + minute) * 60000;
  return 1;
}

int od_time_parse(od_view text, long long *ms) {
  long long time;
  text = od_view_trim(text);
  if (!take_date(&text, &time) || !take_char(&text, "T t") ||
      !take_clock(&text, &time) || !take_zone(text, &time))
    return 0;
  *ms = time;
  return 1;
}

void od_time_format(char out[32], long long ms) {
  long long days = ms / DAY_MS, rest = ms % DAY_MS;
  int year, month, day;
  if (rest < 0) {
    rest += DAY_MS;
    days--;
  }
  date_of(days, &year, &month, &day);
  if (year < 0 || year > 9999) year = 9999;
  int seconds = (int)(rest / 1000), fraction = (int)(rest % 1000);
  int size = snprintf(out, 32, "%04d-%02d-%02dT%02d:%02d:%02d", year, month,
                      day, seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (fraction) size += snprintf(out + size, 32 - (size_t)size, ".%03d", fraction);
  snprintf(out + size, 32 - (size_t)size, "Z");
}

long long od_time_of_filetime(unsigned long long filetime) {
  return (long long)(filetime / 10000) - 11644473600000LL;
}

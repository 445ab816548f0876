/* Another locale for the numbers, made on the spot where there is none. */
#ifndef OD_TEST_LOCALES_H
#define OD_TEST_LOCALES_H

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * Switches LC_ALL to a locale like "de_DE"; 0, with a line that says why, if
 * neither the system has it nor localedef can make it.
 */
static inline int use_locale(const char *name) {
  char full[64], folder[] = "/tmp/od-locale-XXXXXX", command[512];
  snprintf(full, sizeof full, "%s.UTF-8", name);
  if (setlocale(LC_ALL, full)) return 1;
  if (!mkdtemp(folder)) return 0;
  snprintf(command, sizeof command,
           "localedef -i %s -f UTF-8 %s/%s >/dev/null 2>&1", name, folder,
           full);
  int made = system(command) == 0;
  setenv("LOCPATH", folder, 1);
  int used = made && setlocale(LC_ALL, full) != NULL;
  unsetenv("LOCPATH");
  snprintf(command, sizeof command, "rm -rf %s", folder);
  if (system(command) != 0) fprintf(stderr, "%s is left over\n", folder);
  if (!used)
    fprintf(stderr, "SKIPPED: locale %s is not here (Debian: locales)\n", full);
  return used;
}

static inline void use_c_locale(void) { setlocale(LC_ALL, "C"); }

#endif

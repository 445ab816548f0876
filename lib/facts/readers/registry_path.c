/* Registry paths and the command lines that ask for them. */
#include <string.h>

#include "facts/readers/registry_file.h"

static const struct {
  const char *name;
  od_reg_hive hive;
  int users; /* a SID follows */
} hives[] = {
    {"HKEY_LOCAL_MACHINE", OD_REG_MACHINE, 0},
    {"HKEY_CURRENT_USER", OD_REG_USER, 0},
    {"HKEY_USERS", OD_REG_OTHER, 1},
    {"HKEY_CLASSES_ROOT", OD_REG_OTHER, 0},
    {"HKEY_CURRENT_CONFIG", OD_REG_OTHER, 0},
    {"HKLM", OD_REG_MACHINE, 0},
    {"HKCU", OD_REG_USER, 0},
    {"HKU", OD_REG_OTHER, 1},
    {"HKCR", OD_REG_OTHER, 0},
    {"HKCC", OD_REG_OTHER, 0},
};

enum { LONGEST_COMMAND = 4096 };
enum { HIVES = sizeof hives / sizeof *hives, LONG_HIVES = 5 };

/* The next component; runs of backslashes count as one. */
static int next_part(od_view *rest, od_view *part) {
  while (rest->size && rest->data[0] == '\\') *rest = od_view_from(*rest, 1);
  if (!rest->size) return 0;
  size_t end = od_view_find_char(*rest, '\\');
  *part = od_view_first(*rest, end == OD_NOT_FOUND ? rest->size : end);
  *rest = od_view_from(*rest, part->size);
  return 1;
}

static int find_hive(od_view name) {
  if (od_view_ends_nocase(name, ":")) name.size--; /* PowerShell's drives */
  for (int i = 0; i < HIVES; i++)
    if (od_view_equal_nocase(name, hives[i].name)) return i;
  return -1;
}

int od_reg_is_hive_name(od_view line) {
  od_view rest = line, part;
  if (!od_view_starts_nocase(line, "HKEY_") || !next_part(&rest, &part))
    return 0;
  int hive = find_hive(od_view_trim(part));
  return hive >= 0 && hive < LONG_HIVES;
}

/* Who a name below HKEY_USERS is. People have S-1-5-21 (local, AD) or
   S-1-12-1 (Entra) identifiers; a _Classes hive holds nothing of ours. */
static od_reg_hive hive_of_sid(od_view sid) {
  if (od_view_ends_nocase(sid, "_Classes")) return OD_REG_OTHER;
  if (od_view_starts_nocase(sid, "S-1-5-21-") ||
      od_view_starts_nocase(sid, "S-1-12-1-"))
    return OD_REG_USER;
  if (od_view_equal_nocase(sid, ".DEFAULT") ||
      od_view_equal_nocase(sid, "S-1-5-18"))
    return OD_REG_SYSTEM_USER;
  return OD_REG_OTHER;
}

/* How the part at `index` goes into the id; NULL leaves it out. */
static od_view part_of_id(od_reg_path *path, size_t index, od_view part) {
  int second = index == 1;
  if (second && od_view_equal_nocase(part, "WOW6432Node")) {
    path->wow = 1;
    return (od_view){NULL, 0};
  }
  if (second && path->hive == OD_REG_MACHINE &&
      od_view_equal_nocase(part, "ControlSet001")) {
    path->spare = 1;
    return od_view_of("CurrentControlSet");
  }
  return part;
}

static int write_id(od_reg_path *path, char room[OD_REG_ID_SIZE]) {
  od_view rest = path->text, part;
  size_t size = 0;
  for (size_t index = 0; next_part(&rest, &part); index++) {
    part = part_of_id(path, index, part);
    if (!part.data) continue;
    if (size + part.size + 1 > OD_REG_ID_SIZE) return 0;
    if (size) room[size++] = '\\';
    for (size_t i = 0; i < part.size; i++)
      room[size++] = od_lower(part.data[i]);
  }
  path->id = (od_view){room, size};
  return 1;
}

int od_reg_has_views(const od_reg_path *path) {
  return path->hive == OD_REG_MACHINE &&
         od_view_starts_nocase(path->id, "software");
}

int od_reg_path_read(od_reg_path *path, od_view text,
                     char room[OD_REG_ID_SIZE]) {
  static const char *const prefixes[] = {
      "Microsoft.PowerShell.Core\\Registry::", "Registry::", "Computer\\"};
  *path = (od_reg_path){.hive = OD_REG_OTHER};
  text = od_view_trim(text);
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
    if (od_view_starts_nocase(text, prefixes[i]))
      text = od_view_from(text, strlen(prefixes[i]));
  od_view rest = text, part;
  if (!text.size || text.data[0] == '\\' || !next_part(&rest, &part)) return 0;
  int hive = find_hive(part);
  if (hive < 0) return 0;
  path->hive = hives[hive].hive;
  if (hives[hive].users && next_part(&rest, &part)) {
    path->hive = hive_of_sid(part);
    path->sid = part;
  }
  while (rest.size && rest.data[0] == '\\') rest = od_view_from(rest, 1);
  while (rest.size && rest.data[rest.size - 1] == '\\') rest.size--;
  path->text = rest;
  return write_id(path, room);
}

/* ---- commands ---- */

/* A word of a command line, with its quotes taken off. */
static int next_word(od_view *rest, od_view *word) {
  *rest = od_view_trim(*rest);
  if (!rest->size) return 0;
  char quote = rest->data[0];
  if (quote == '"' || quote == '\'') {
    *rest = od_view_from(*rest, 1);
    size_t end = od_view_find_char(*rest, quote);
    if (end == OD_NOT_FOUND) end = rest->size;
    *word = od_view_first(*rest, end);
    *rest = od_view_from(*rest, end + 1);
    return 1;
  }
  size_t end = 0;
  while (end < rest->size && !od_is_space(rest->data[end])) end++;
  *word = od_view_first(*rest, end);
  *rest = od_view_from(*rest, end);
  return 1;
}

/* Where the words after "reg query" start, or OD_NOT_FOUND. */
static size_t after_query(od_view line) {
  static const char *const commands[] = {"reg query ", "reg.exe query ",
                                         "reg.exe\" query "};
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
    size_t at = od_view_find_nocase(line, commands[i]);
    if (at == OD_NOT_FOUND) continue;
    if (at && od_is_alpha(line.data[at - 1])) continue;
    return at + strlen(commands[i]);
  }
  return OD_NOT_FOUND;
}

/* What sends the errors elsewhere leaves the answer as it is. */
static int is_quiet_word(od_view word) {
  return od_view_starts_nocase(word, "2>");
}

static int is_shell_mark(od_view word) {
  return od_view_find_char(word, '|') != OD_NOT_FOUND ||
         od_view_find_char(word, '>') != OD_NOT_FOUND ||
         od_view_find_char(word, '&') != OD_NOT_FOUND ||
         od_view_find_char(word, ';') != OD_NOT_FOUND;
}

/* One option; 0 if the output may then hold less, or something else. */
static int take_option(od_reg_block *block, od_view word, od_view *rest) {
  if (is_quiet_word(word)) return 1;
  if (od_view_equal_nocase(word, "/s")) {
    block->recursive = 1;
    return 1;
  }
  if (od_view_equal_nocase(word, "/reg:32")) block->narrow = 1;
  if (od_view_starts_nocase(word, "/reg:")) return 1;
  if (od_view_equal_nocase(word, "/z")) return 1;
  if (od_view_equal_nocase(word, "/v") && !block->asked_value.size) {
    block->plain = 0;
    return next_word(rest, &block->asked_value) &&
           !is_shell_mark(block->asked_value);
  }
  return 0;
}

static int keep_id(od_reg_path *path, od_arena *arena) {
  od_view id = path->id;
  path->id = (od_view){"", 0};
  if (!arena) return 1;
  char *copy = od_arena_text(arena, id.data, id.size);
  if (copy) path->id = (od_view){copy, id.size};
  return copy != NULL;
}

static void take_options(od_reg_block *block, od_view rest) {
  od_view word;
  block->told = block->plain = 1;
  while (next_word(&rest, &word))
    if (!take_option(block, word, &rest)) block->told = 0;
  if (block->asked_value.size && block->recursive) block->told = 0;
  if (block->narrow && od_reg_has_views(&block->asked)) block->asked.wow = 1;
  if (block->told) return;
  block->plain = block->recursive = 0;
  block->filtered = 1;
}

int od_reg_command_read(od_reg_block *block, od_view line, od_arena *arena) {
  char room[OD_REG_ID_SIZE];
  line = od_view_first(line, LONGEST_COMMAND);
  size_t at = after_query(line);
  if (at == OD_NOT_FOUND) return 0;
  *block = (od_reg_block){.filtered = 1};
  od_view rest = od_view_from(line, at), word;
  if (!next_word(&rest, &word)) return 1;
  if (!od_reg_path_read(&block->asked, word, room)) return 1;
  *block = (od_reg_block){.asked = block->asked};
  if (!keep_id(&block->asked, arena)) return -1;
  take_options(block, rest);
  return 1;
}

/* Pieces of reg.exe's messages without letters that a code page may spoil. */
od_reg_answer od_reg_answer_of(od_view line) {
  line = od_view_first(line, LONGEST_COMMAND);
  static const char *const missing[] = {
      "unable to find the specified registry", /* English */
      "wurde nicht gefunden",                  /* German */
      "ou la valeur de registre sp",           /* French */
      "valor del registro especificad",        /* Spanish */
      "chiave o il valore del registro",       /* Italian */
      "registersleutel of",                    /* Dutch */
      "klucza lub warto",                      /* Polish */
      "valor do registro especificad",         /* Portuguese */
  };
  static const char *const refused[] = {
      "access is denied", "zugriff verweigert", " refus",        "denegado",
      "negato",           "geweigerd",          "odmowa dost", "negado",
  };
  for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
    if (od_view_find_nocase(line, missing[i]) != OD_NOT_FOUND)
      return OD_REG_NOT_FOUND;
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    if (od_view_find_nocase(line, refused[i]) != OD_NOT_FOUND)
      return OD_REG_REFUSED;
  return OD_REG_NO_ANSWER;
}

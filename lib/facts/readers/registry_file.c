/* Takes `.reg` exports and `reg query` output apart, line by line. */
#include "facts/readers/registry_file.h"

#include <string.h>

#include "facts/readers/lines.h"

typedef struct parser {
  od_registry *out;
  od_reg_wanted wanted;
  const char *end;   /* of the text */
  int cut;           /* the text does not end with a line end */
  int failed;        /* out of memory */
  int in_block;
  int in_key;        /* lines add values to the last key, which is wanted */
  int after_blank;
  int alien;         /* lines that no export holds; 2: not after a blank */
} parser;

static od_reg_block *last_block(parser *p) {
  return &p->out->blocks[p->out->block_count - 1];
}

static od_reg_key *last_key(parser *p) {
  return &p->out->keys[p->out->key_count - 1];
}

/* The text ends in this line, and without a line end. */
static int is_cut_line(const parser *p, const od_line *line) {
  return p->cut && line->text.data + line->text.size == p->end;
}

static void close_key(parser *p, int whole) {
  if (p->in_key && !whole) last_key(p)->whole = 0;
  p->in_key = 0;
}

/* Somebody took lines out, or put some in: it proves nothing any more. */
static void mark_edited(parser *p) {
  if (!p->in_block) return;
  od_reg_block *block = last_block(p);
  block->recursive = 0;
  if (p->in_key) last_key(p)->whole = 0;
  p->alien = 0;
}

/* A heading between two captures stands after a blank line and is no edit. */
static void close_block(parser *p, int followed) {
  if (p->alien == 2 || (p->alien && !followed)) mark_edited(p);
  p->alien = 0;
  close_key(p, 1);
  p->in_block = 0;
}

static od_reg_block *open_block(parser *p, const od_reg_block *start,
                                unsigned line) {
  od_registry *out = p->out;
  close_block(p, 1);
  if (!od_grow((void **)&out->blocks, &out->block_room, out->block_count,
               sizeof *out->blocks)) {
    p->failed = 1;
    return NULL;
  }
  out->blocks[out->block_count] = *start;
  out->blocks[out->block_count].line = line;
  out->blocks[out->block_count].first = out->key_count;
  p->in_block = 1;
  return &out->blocks[out->block_count++];
}

static void add_key(parser *p, const od_reg_path *path, unsigned line,
                    int deleted) {
  od_registry *out = p->out;
  od_reg_block *block = last_block(p);
  if (!od_grow((void **)&out->keys, &out->key_room, out->key_count,
               sizeof *out->keys)) {
    p->failed = 1;
    return;
  }
  od_reg_key key = {.path = *path, .line = line, .deleted = deleted};
  key.path.id.data = od_arena_text(&out->arena, path->id.data, path->id.size);
  if (!key.path.id.data) {
    p->failed = 1;
    return;
  }
  if (block->narrow && od_reg_has_views(path)) key.path.wow = 1;
  key.block = out->block_count - 1;
  key.first = out->value_count;
  key.whole = block->is_export;
  out->keys[out->key_count++] = key;
  p->in_key = 1;
}

static void start_key(parser *p, od_view text, unsigned line, int deleted) {
  char room[OD_REG_ID_SIZE];
  od_reg_path path;
  if (p->alien) mark_edited(p);
  close_key(p, 1);
  last_block(p)->shown = 1;
  if (deleted) last_block(p)->patch = 1;
  if (!od_reg_path_read(&path, text, room)) return;
  if (!p->wanted || p->wanted(&path)) add_key(p, &path, line, deleted);
}

static void add_value(parser *p, const od_reg_value *value) {
  od_registry *out = p->out;
  if (p->alien) mark_edited(p);
  if (!p->in_key) return;
  if (!od_grow((void **)&out->values, &out->value_room, out->value_count,
               sizeof *out->values)) {
    p->failed = 1;
    return;
  }
  out->values[out->value_count++] = *value;
  last_key(p)->count++;
}

/* ---- exports ---- */

static od_reg_type type_of_number(unsigned long long number) {
  switch (number) {
    case 1: return OD_REG_SZ;
    case 2: return OD_REG_EXPAND_SZ;
    case 3: return OD_REG_BINARY;
    case 4: return OD_REG_DWORD;
    case 7: return OD_REG_MULTI_SZ;
    case 11: return OD_REG_QWORD;
    default: return OD_REG_UNKNOWN;
  }
}

/* The place of the quote that ends a quoted text which starts at 1. */
static size_t closing_quote(od_view text) {
  for (size_t i = 1; i < text.size; i++) {
    if (text.data[i] == '\\') i++;
    else if (text.data[i] == '"') return i;
  }
  return OD_NOT_FOUND;
}

/* "hex(b):" and "hex:"; 0 if it is neither. */
static int take_hex_mark(od_reg_value *value) {
  unsigned long long number = 3;
  size_t colon = od_view_find_char(value->data, ':');
  if (!od_view_starts_nocase(value->data, "hex") || colon == OD_NOT_FOUND)
    return 0;
  od_view mark = od_view_from(od_view_first(value->data, colon), 3);
  if (mark.size) {
    char digits[12] = "0x";
    if (mark.size < 3 || mark.size > 10 || mark.data[0] != '(') return 0;
    memcpy(digits + 2, mark.data + 1, mark.size - 2);
    if (!od_view_number(od_view_of(digits), &number)) return 0;
  }
  value->type = type_of_number(number);
  value->form = OD_REG_HEX_BYTES;
  value->data = od_view_from(value->data, colon + 1);
  return 1;
}

static int is_continued(od_view text) {
  text = od_view_trim(text);
  return text.size && text.data[text.size - 1] == '\\';
}

/* Takes the lines in that a backslash joins. */
static void join_lines(parser *p, od_reg_value *value, od_lines *lines,
                       od_line *line) {
  while (is_continued(line->text)) {
    if (!od_line_next(lines, line)) {
      value->cut = 1;
      return;
    }
    value->data.size =
        (size_t)(line->text.data + line->text.size - value->data.data);
  }
  /* Without its line end nobody knows whether more bytes would follow. */
  if (is_cut_line(p, line)) value->cut = 1;
}

static int is_dword(od_view digits) {
  size_t i = 0;
  while (i < digits.size && od_is_hex(digits.data[i])) i++;
  return i == 8 && digits.size == 8;
}

static void take_data(parser *p, od_reg_value *value, od_lines *lines,
                      od_line *line) {
  od_view data = value->data = od_view_trim(value->data);
  if (data.size && data.data[0] == '"') {
    size_t end = closing_quote(data);
    value->type = OD_REG_SZ;
    value->form = OD_REG_QUOTED;
    value->cut = end == OD_NOT_FOUND;
    value->data = od_view_from(od_view_first(data, end), 1);
  } else if (od_view_starts_nocase(data, "dword:")) {
    value->type = OD_REG_DWORD;
    value->form = OD_REG_HEX_DIGITS;
    value->data = od_view_trim(od_view_from(data, 6));
    value->cut = !is_dword(value->data);
  } else if (take_hex_mark(value)) {
    join_lines(p, value, lines, line);
  } else if (od_view_equal(data, "-")) {
    value->deleted = 1;
    last_block(p)->patch = 1;
  } else {
    value->cut = 1;
  }
}

/* The name in front of '='; 0 if the line holds no value. */
static int take_name(od_reg_value *value, od_view text) {
  size_t end = 0;
  if (text.data[0] == '"') {
    end = closing_quote(text);
    if (end == OD_NOT_FOUND) return 0;
    value->name = od_view_from(od_view_first(text, end), 1);
  } else if (text.data[0] != '@') {
    return 0;
  }
  od_view rest = od_view_trim(od_view_from(text, end + 1));
  if (!rest.size || rest.data[0] != '=') return 0;
  value->data = od_view_from(rest, 1);
  return 1;
}

static void take_export_line(parser *p, od_lines *lines, od_line *line) {
  od_view text = od_view_trim(line->text);
  od_reg_value value = {.name = {"", 0}, .line = line->number};
  if (!text.size || text.data[0] == ';') return;
  if (!take_name(&value, text)) {
    if (!p->alien) p->alien = p->after_blank ? 1 : 2;
    return;
  }
  value.wide = last_block(p)->wide;
  take_data(p, &value, lines, line);
  add_value(p, &value);
}

/* ---- reg query ---- */

static const struct {
  const char *name;
  od_reg_type type;
} query_types[] = {
    {"REG_SZ", OD_REG_SZ},
    {"REG_EXPAND_SZ", OD_REG_EXPAND_SZ},
    {"REG_MULTI_SZ", OD_REG_MULTI_SZ},
    {"REG_DWORD", OD_REG_DWORD},
    {"REG_QWORD", OD_REG_QWORD},
    {"REG_BINARY", OD_REG_BINARY},
    {"REG_NONE", OD_REG_UNKNOWN},
    {"REG_LINK", OD_REG_UNKNOWN},
    {"REG_DWORD_BIG_ENDIAN", OD_REG_UNKNOWN},
    {"REG_RESOURCE_LIST", OD_REG_UNKNOWN},
    {"REG_FULL_RESOURCE_DESCRIPTOR", OD_REG_UNKNOWN},
    {"REG_RESOURCE_REQUIREMENTS_LIST", OD_REG_UNKNOWN},
};

/* The type's word that ends with a separator or the line; 0 if it is none. */
static int take_type(od_reg_value *value, od_view rest) {
  size_t end = 0;
  while (end < rest.size && !od_is_space(rest.data[end])) end++;
  od_view word = od_view_first(rest, end);
  for (size_t i = 0; i < sizeof query_types / sizeof *query_types; i++) {
    if (!od_view_equal(word, query_types[i].name)) continue;
    value->type = query_types[i].type;
    value->data = od_view_trim(od_view_from(rest, end));
    return 1;
  }
  return 0;
}

/* "    Name    REG_SZ    data": four blanks (XP: a tab) between the three. */
static int take_query_value(od_reg_value *value, od_view text) {
  for (size_t at = 1; at + 4 < text.size; at++) {
    size_t hop = od_view_find(od_view_from(text, at), "REG_");
    if (hop == OD_NOT_FOUND) return 0;
    at += hop;
    od_view before = od_view_first(text, at);
    if (!od_view_ends_nocase(before, "  ") &&
        !od_view_ends_nocase(before, "\t"))
      continue;
    if (!take_type(value, od_view_from(text, at))) continue;
    value->name = od_view_trim(before);
    return value->name.size != 0;
  }
  return 0;
}

static int is_heading(od_view text) {
  return od_view_find_char(od_view_of("=-#*+_"), text.data[0]) != OD_NOT_FOUND;
}

/* "End of search: 3 match(es) found." in any language: of the keys above it
   not all values need be shown. */
static void take_summary(parser *p) {
  size_t block = p->out->block_count - 1;
  for (size_t i = p->out->key_count; i-- > 0;) {
    od_reg_key *key = &p->out->keys[i];
    if (key->block != block) break;
    key->whole = 0;
  }
  od_reg_block fresh = {0};
  open_block(p, &fresh, last_block(p)->line);
}

static void take_other_line(parser *p, od_view text) {
  od_reg_block *block = last_block(p);
  int prompt = od_view_find_char(text, '>') != OD_NOT_FOUND;
  close_key(p, prompt); /* a blank line ends what reg prints of a key */
  if (prompt) {
    p->in_block = 0;
    return;
  }
  if (block->told) {
    if (block->answer == OD_REG_NO_ANSWER)
      block->answer = od_reg_answer_of(text);
    if (block->shown) block->plain = block->recursive = 0; /* trouble */
    return;
  }
  int digits = 0;
  for (size_t i = 0; i < text.size; i++) digits |= od_is_digit(text.data[i]);
  if (digits && !is_heading(text)) take_summary(p);
}

/* Whether the output shows every value of the key it has just shown. */
static void judge_query_key(parser *p) {
  od_reg_block *block = last_block(p);
  if (!p->in_key) return;
  od_reg_key *key = last_key(p);
  if (block->told) {
    int is_asked = key->path.hive == block->asked.hive &&
                   !od_view_compare_nocase(key->path.id, block->asked.id);
    key->whole = block->recursive || (block->plain && is_asked && key->count);
  } else { /* one alone may be all that was asked for */
    key->whole = !block->filtered && key->count > 1;
  }
}

static void take_query_line(parser *p, const od_line *line) {
  od_view text = od_view_trim(line->text);
  od_reg_value value = {.form = OD_REG_QUERIED, .line = line->number};
  if (!text.size) { /* or the blanks in front of a value that was cut off */
    close_key(p, !is_cut_line(p, line));
    return;
  }
  if (!od_is_space(line->text.data[0])) {
    take_other_line(p, text);
    return;
  }
  if (!take_query_value(&value, line->text)) return;
  value.cut = is_cut_line(p, line);
  if (value.name.data[0] == '(' &&
      value.name.data[value.name.size - 1] == ')')
    value.name = (od_view){"", 0}; /* "(Default)" in any language */
  add_value(p, &value);
  judge_query_key(p);
}

/* ---- lines ---- */

static const struct {
  const char *text;
  int wide;
} headers[] = {
    {"Windows Registry Editor Version 5.00", 1},
    {"REGEDIT4", 0},
    {"REGEDIT5", 1}, /* Wine's */
};

static int is_header(od_view text, int *wide) {
  text = od_view_trim(text);
  for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
    if (!od_view_equal_nocase(text, headers[i].text)) continue;
    *wide = headers[i].wide;
    return 1;
  }
  return 0;
}

/* "[HKEY_…]" and "[-HKEY_…]"; the path without brackets and minus. */
static int is_section(od_view text, od_view *path, int *deleted) {
  char room[OD_REG_ID_SIZE];
  od_reg_path ignored;
  text = od_view_trim(text);
  if (text.size < 4 || text.data[0] != '[') return 0;
  if (text.data[text.size - 1] != ']') return 0;
  *path = od_view_from(od_view_first(text, text.size - 1), 1);
  *deleted = path->data[0] == '-';
  if (*deleted) *path = od_view_from(*path, 1);
  return od_view_starts_nocase(*path, "HKEY_") ||
         od_reg_path_read(&ignored, *path, room);
}

/* A section without a header in front: a piece of an export. */
static void take_section(parser *p, od_view path, unsigned line, int deleted) {
  od_reg_block piece = {.is_export = 1, .wide = 1};
  if (p->in_block && !last_block(p)->is_export) close_block(p, 1);
  if (!p->in_block && !open_block(p, &piece, line)) return;
  start_key(p, path, line, deleted);
}

static void take_query_key(parser *p, const od_line *line) {
  od_reg_block output = {0};
  if (p->in_block && last_block(p)->is_export) close_block(p, 1);
  if (!p->in_block && !open_block(p, &output, line->number)) return;
  if (is_cut_line(p, line)) { /* of what key, nobody knows */
    last_block(p)->plain = 0;
    return;
  }
  start_key(p, line->text, line->number, 0);
  if (!p->in_key) return;
  last_key(p)->whole = 0;
  judge_query_key(p);
}

/* A line that may hold a command: not a value, not indented. */
static int may_be_command(od_view text) {
  return text.size > 10 && text.data[0] != '"' && text.data[0] != '@' &&
         text.data[0] != ';' && !od_is_space(text.data[0]);
}

/* Without a byte order mark of a file that was appended, or a mail's ">". */
static od_view bare_line(od_view text) {
  if (od_view_starts_nocase(text, "\xef\xbb\xbf")) text = od_view_from(text, 3);
  od_view bare = od_line_unquote(text);
  if (bare.data != text.data && bare.size && bare.data[0] == ' ')
    bare = od_view_from(bare, 1);
  return bare;
}

static void take_line(parser *p, od_lines *lines, od_line *line) {
  od_reg_block block = {.is_export = 1, .recursive = 1};
  od_view path;
  int deleted, command = 0;
  line->text = bare_line(line->text);
  if (is_header(line->text, &block.wide)) {
    open_block(p, &block, line->number);
  } else if (is_section(line->text, &path, &deleted)) {
    take_section(p, path, line->number, deleted);
  } else if (od_reg_is_hive_name(line->text)) {
    take_query_key(p, line);
  } else if (may_be_command(line->text) &&
             (command = od_reg_command_read(&block, line->text,
                                            &p->out->arena)) != 0) {
    p->failed |= command < 0;
    open_block(p, &block, line->number);
  } else if (p->in_block && last_block(p)->is_export) {
    take_export_line(p, lines, line);
  } else if (p->in_block) {
    take_query_line(p, line);
  }
  p->after_blank = !od_view_trim(line->text).size;
}

/* Nothing follows what the end of the text cut off. */
static void finish(parser *p) {
  if (p->cut && p->in_block) {
    last_block(p)->recursive = 0;
    close_key(p, 0);
  }
  close_block(p, 0);
}

/* CurrentControlSet is one of the numbered sets: it speaks for itself. */
static void drop_spare_sets(od_registry *out) {
  int current = 0;
  for (size_t i = 0; i < out->key_count; i++) {
    const od_reg_path *path = &out->keys[i].path;
    current |= path->hive == OD_REG_MACHINE && !path->spare &&
               od_view_starts_nocase(path->id, "system\\currentcontrolset");
  }
  for (size_t i = 0; current && i < out->key_count; i++)
    if (out->keys[i].path.spare) out->keys[i].path.hive = OD_REG_OTHER;
}

static int ends_cut(const od_text *text) {
  od_view whole = {text->data, text->size};
  if (!text->size || text->data[text->size - 1] == '\n') return 0;
  return text->data[text->size - 1] != '\r' ||
         od_view_find_char(whole, '\n') != OD_NOT_FOUND;
}

od_status od_registry_read(od_registry *out, const od_text *text,
                           od_reg_wanted wanted, od_job *job) {
  parser p = {.out = out, .wanted = wanted, .end = text->data + text->size,
              .cut = ends_cut(text)};
  od_lines lines = od_lines_of(text);
  od_line line;
  od_status status = OD_OK;
  *out = (od_registry){0};
  while (status == OD_OK && od_line_next(&lines, &line)) {
    take_line(&p, &lines, &line);
    if (p.failed) status = od_fail_memory();
    else if (line.number % 1024 == 0) status = od_job_check(job);
  }
  if (status == OD_OK) {
    finish(&p);
    drop_spare_sets(out);
  } else {
    od_registry_release(out);
  }
  return status;
}

void od_registry_release(od_registry *registry) {
  od_free(registry->blocks);
  od_free(registry->keys);
  od_free(registry->values);
  od_arena_free(&registry->arena);
  *registry = (od_registry){0};
}

int od_registry_recognises(const od_text *text) {
  od_lines lines = od_lines_of(text);
  od_reg_block block;
  od_view path;
  od_line line;
  int deleted, wide, found = 0;
  while (!found && od_line_next(&lines, &line)) {
    od_view bare = bare_line(line.text);
    found = is_header(bare, &wide) || is_section(bare, &path, &deleted) ||
            od_reg_is_hive_name(bare) ||
            (may_be_command(bare) &&
             od_reg_command_read(&block, bare, NULL) && block.told);
  }
  return found;
}

#include "facts/readers/lines.h"

#include <string.h>

#define LABEL_MAX 160

static const char wide_colon[] = "\xef\xbc\x9a"; /* U+FF1A */

od_view od_line_unquote(od_view line) {
  for (;;) {
    od_view rest = od_view_from(line, od_view_blanks(line));
    if (rest.size && rest.data[0] == '\xc2') rest = od_view_trim(rest);
    if (!rest.size || rest.data[0] != '>') return line;
    line = od_view_from(rest, 1);
  }
}

int od_line_blank(od_view line) { return !od_view_trim(line).size; }

size_t od_line_indent(od_view line) {
  size_t size = 0;
  while (size < line.size &&
         (line.data[size] == ' ' || line.data[size] == '\t'))
    size++;
  return size;
}

/* Where the first separator stands and how many bytes it has; 0: none. */
static size_t find_separator(od_view line, int equals, size_t *at) {
  size_t size = 1, other;
  od_view head = od_view_first(line, LABEL_MAX);
  *at = od_view_find_char(head, ':');
  if (*at != OD_NOT_FOUND) head.size = *at;
  other = equals ? od_view_find_char(head, '=') : OD_NOT_FOUND;
  if (other != OD_NOT_FOUND) head.size = *at = other;
  other = od_view_find(od_view_first(line, head.size + 2), wide_colon);
  if (other != OD_NOT_FOUND && other < head.size) {
    *at = other;
    size = sizeof wide_colon - 1;
  }
  return *at == OD_NOT_FOUND ? 0 : size;
}

int od_line_label(od_view line, int equals, od_view *label, od_view *value) {
  size_t at, size = find_separator(line, equals, &at);
  if (!size) return 0;
  *label = od_view_trim(od_view_first(line, at));
  *value = od_view_trim(od_view_from(line, at + size));
  return label->size > 0;
}

int od_line_heading(od_view line, od_view *name) {
  line = od_view_trim(line);
  size_t size = line.size && line.data[line.size - 1] == ':' ? 1
                : od_view_ends_nocase(line, wide_colon)      ? 3
                                                             : 0;
  *name = od_view_trim(od_view_first(line, line.size - size));
  return size && name->size;
}

int od_in_parentheses(od_view value) {
  value = od_view_trim(value);
  if (value.size < 2) return 0;
  if (value.data[0] == '(' && value.data[value.size - 1] == ')') return 1;
  return od_view_starts_nocase(value, "\xef\xbc\x88") && /* U+FF08, U+FF09 */
         od_view_ends_nocase(value, "\xef\xbc\x89");
}

int od_line_whole(const od_text *text, const od_line *line) {
  const char *end = text->data + text->size;
  if (line->text.data + line->text.size < end) return 1;
  return text->size && (end[-1] == '\n' || end[-1] == '\r');
}

int od_line_underline(od_view line) {
  size_t dashes = 0;
  for (size_t i = 0; i < line.size; i++) {
    if (line.data[i] == '-') dashes++;
    else if (!od_is_space(line.data[i])) return 0;
  }
  return dashes >= 4;
}

void od_evidence_lower(od_evidence *e, const char *name, unsigned line,
                       od_view text) {
  od_buffer lower = {0};
  for (size_t i = 0; i < text.size; i++)
    od_buffer_char(&lower, od_lower(text.data[i]));
  od_evidence_buffer(e, name, line, &lower);
}

void od_evidence_buffer(od_evidence *e, const char *name, unsigned line,
                        od_buffer *buffer) {
  if (buffer->status)
    od_evidence_set(e, name, line, NULL);
  else
    od_evidence_text(e, name, line, (od_view){buffer->data, buffer->size});
  od_buffer_release(buffer);
}

void od_evidence_printed(od_evidence *e, const char *name, unsigned line,
                         od_view text) {
  if (text.size)
    od_evidence_text(e, name, line, text);
  else
    od_evidence_state(e, name, OD_FACT_ABSENT, line, "printed empty");
}

size_t od_json_extent(od_view text) {
  size_t depth = 0;
  int quoted = 0;
  for (size_t i = 0; i < text.size; i++) {
    char c = text.data[i];
    if (quoted) {
      if (c == '\\') i++;
      else if (c == '"') quoted = 0;
    } else if (c == '"') {
      quoted = 1;
    } else if (c == '{' || c == '[') {
      depth++;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      return i + 1;
    }
  }
  return 0;
}

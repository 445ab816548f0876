/* What several readers of printed text need: lines, labels, lower case. */
#ifndef OD_FACTS_READERS_LINES_H
#define OD_FACTS_READERS_LINES_H

#include "core/buffer.h"
#include "facts/facts.h"

/* From this many bytes on, a console may have broken the line in two. */
#define OD_WRAP_WIDTH 79

/* Without the quotation marks of a mail ("> > ") in front. */
od_view od_line_unquote(od_view line);

int od_line_blank(od_view line);

/* How many blanks and tabs stand in front. */
size_t od_line_indent(od_view line);

/*
 * Splits "label : value" at the first ':' (also the full-width one, and '='
 * where `equals` says so), both parts trimmed. 0 if there is no separator in
 * the first 160 bytes or nothing before it.
 */
int od_line_label(od_view line, int equals, od_view *label, od_view *value);

/* A heading: nothing follows its ':'. The part before it in *name. */
int od_line_heading(od_view line, od_view *name);

/* Wholly in parentheses, of any width: how netsh prints "none". */
int od_in_parentheses(od_view value);

/* 0 if the text stops in this line without ending it: it may be cut. */
int od_line_whole(const od_text *text, const od_line *line);

/*
 * The size of the JSON array or object at the front, up to where its brackets
 * close; 0 if they do not. It may still be no JSON.
 */
size_t od_json_extent(od_view text);

/* A measured text in ASCII lower case. */
void od_evidence_lower(od_evidence *e, const char *name, unsigned line,
                       od_view text);

/* A measured text from a buffer, which is released. */
void od_evidence_buffer(od_evidence *e, const char *name, unsigned line,
                        od_buffer *buffer);

/* Text that was printed, or the proof that nothing was. */
void od_evidence_printed(od_evidence *e, const char *name, unsigned line,
                         od_view text);

#endif

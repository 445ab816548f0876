/*
 * Lines that tell a version: "Microsoft Windows [Version 10.0.19045.5011]" in
 * any language, as ver and every command prompt print it; the version of
 * OneDrive.exe, as wmic datafile and PowerShell's VersionInfo give it.
 */
#include "facts/readers/lines.h"
#include "facts/readers/readers.h"
#include "facts/readers/record.h"

#define CHECK_EVERY 1024
#define VERSION_MAX 40
#define CLIENTS_MAX 64

static const char client_fact[] = "onedrive.installations";

typedef struct walker {
  od_evidence *evidence; /* NULL: only counts */
  const od_text *text;
  od_view path;    /* of OneDrive.exe, from the command or a line FileName */
  od_view version; /* printed before its path */
  int table;       /* below ProductVersion, FileVersion, FileName */
  int expected;    /* after a line "Version" of wmic */
  unsigned found, clients;
} walker;

/* Two dots at least, digits between them. */
static int is_version(od_view text) {
  size_t dots = 0;
  if (!text.size || text.size > VERSION_MAX || !od_is_digit(text.data[0]) ||
      !od_is_digit(text.data[text.size - 1]))
    return 0;
  for (size_t i = 0; i < text.size; i++) {
    if (text.data[i] == '.') dots++;
    else if (!od_is_digit(text.data[i])) return 0;
  }
  return dots >= 2 && od_view_find(text, "..") == OD_NOT_FOUND;
}

/* "Microsoft Windows [Version 10.0.19045.5011]", the word in any language. */
static int take_windows(walker *w, const od_line *line, od_view text) {
  size_t open = od_view_find_char(text, '['), close;
  if (!od_view_starts_nocase(text, "Microsoft Windows [")) return 0;
  close = od_view_find_char(text, ']');
  if (close == OD_NOT_FOUND || close < open) return 0;
  od_view inside = od_view_first(od_view_from(text, open + 1),
                                 close - open - 1);
  size_t blank = inside.size;
  while (blank > 0 && inside.data[blank - 1] != ' ') blank--;
  od_view version = od_view_from(inside, blank);
  if (!blank || !is_version(version)) return 0;
  w->found++;
  if (w->evidence)
    od_evidence_text(w->evidence, "device.windows_version", line->number,
                     version);
  return 1;
}

/* ---- OneDrive.exe ---- */

static int is_client(od_view path) {
  return path.size > 3 && path.data[1] == ':' &&
         od_view_ends_nocase(path, "\\OneDrive.exe");
}

/* wmic wants each backslash twice. */
static void put_path(od_record *r, od_view path) {
  od_buffer text = {0};
  for (size_t i = 0; i < path.size; i++)
    if (!i || path.data[i] != '\\' || path.data[i - 1] != '\\')
      od_buffer_char(&text, path.data[i]);
  if (text.status != OD_OK)
    od_record_put(r, "path", NULL);
  else
    od_record_text(r, "path", (od_view){text.data, text.size});
  od_buffer_release(&text);
}

static void tell_client(walker *w, const od_line *line) {
  int machine =
      od_view_find_nocase(w->path, "Program Files") != OD_NOT_FOUND;
  w->found++;
  w->clients++;
  if (w->evidence && w->clients <= CLIENTS_MAX) {
    od_record r = od_record_new();
    put_path(&r, w->path);
    od_record_text(&r, "version", w->version);
    od_record_text(&r, "scope", od_view_of(machine ? "machine" : "user"));
    if (r.status != OD_OK) {
      od_json_free(r.json);
      r.json = NULL;
    }
    od_evidence_append(w->evidence, client_fact, line->number, r.json);
  }
  w->path.size = w->version.size = 0;
  w->expected = 0;
}

/* The path in a command that asks for the version, up to its first mark. */
static od_view path_in(od_view line) {
  static const char name[] = "OneDrive.exe";
  size_t end = od_view_find_nocase(line, name), start;
  if (end == OD_NOT_FOUND) return od_view_first(line, 0);
  start = end;
  end += sizeof name - 1;
  while (start > 0 && line.data[start - 1] != '"' &&
         line.data[start - 1] != '\'' && line.data[start - 1] != '(')
    start--;
  return od_view_trim(od_view_first(od_view_from(line, start), end - start));
}

static int is_command(od_view text) {
  return od_view_find_char(text, '>') != OD_NOT_FOUND ||
         od_view_starts_nocase(text, "wmic ");
}

static void take_command(walker *w, od_view text) {
  od_view path = path_in(text);
  w->table = w->expected = 0;
  w->path.size = w->version.size = 0;
  if (is_client(path)) w->path = path;
}

/* "24.201.1006.0005 24.201.1006.0005 C:\…\OneDrive.exe" */
static void take_row(walker *w, const od_line *line, od_view text) {
  size_t size = 0;
  while (size < text.size && !od_is_space(text.data[size])) size++;
  od_view version = od_view_first(text, size);
  size_t drive = od_view_find(text, ":\\");
  if (!is_version(version) || drive == OD_NOT_FOUND || drive < 2) return;
  od_view path = od_view_trim(od_view_from(text, drive - 1));
  if (!is_client(path)) return;
  w->version = version;
  w->path = path;
  tell_client(w, line);
}

static void take_property(walker *w, const od_line *line, od_view label,
                          od_view value) {
  if (od_view_equal_nocase(label, "FileName") ||
      od_view_equal_nocase(label, "Name")) {
    w->path.size = 0;
    if (is_client(value)) w->path = value;
  } else if (od_view_equal(label, "FileVersion") ||
             od_view_equal(label, "Version")) {
    w->version.size = 0;
    if (is_version(value)) w->version = value;
  } else {
    return;
  }
  if (w->path.size && w->version.size) tell_client(w, line);
}

static int is_table_heading(od_view text) {
  return od_view_starts_nocase(text, "ProductVersion") &&
         od_view_find(text, "FileVersion") != OD_NOT_FOUND &&
         od_view_ends_nocase(text, "FileName");
}

static void take_line(walker *w, const od_line *line) {
  od_view text = od_view_trim(od_line_unquote(line->text)), label, value;
  if (!text.size || !od_line_whole(w->text, line)) return;
  if (take_windows(w, line, text)) return;
  if (is_table_heading(text)) {
    w->table = 1;
  } else if (is_command(text)) {
    take_command(w, text);
  } else if (w->table) {
    take_row(w, line, text);
  } else if (od_view_equal_nocase(text, "Version")) {
    w->expected = 1;
  } else if (w->expected && w->path.size && is_version(text)) {
    w->version = text;
    tell_client(w, line);
  } else if (text.size < 400 && od_line_label(text, 1, &label, &value)) {
    take_property(w, line, label, value);
  }
}

static walker walk(const od_text *text, od_evidence *e, od_job *job) {
  walker w = {.evidence = e, .text = text};
  od_lines lines = od_lines_of(text);
  od_line line;
  while ((e || !w.found) && od_line_next(&lines, &line)) {
    if (job && line.number % CHECK_EVERY == 0 && od_job_check(job)) break;
    take_line(&w, &line);
  }
  return w;
}

static int recognises(const od_text *text) {
  od_view all = {text->data, text->size};
  return (od_view_find(all, "Windows [") != OD_NOT_FOUND ||
          od_view_find(all, "Drive.exe") != OD_NOT_FOUND ||
          od_view_find(all, "drive.exe") != OD_NOT_FOUND) &&
         walk(text, NULL, NULL).found > 0;
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  if (walk(text, e, job).clients > CLIENTS_MAX)
    od_evidence_withdraw(e, client_fact, 0, "more clients than are looked at");
}

const od_reader od_reader_versions = {"versions", recognises, read_text};

/*
 * Resolve-DnsName as a table and as a list; PowerShell translates neither the
 * names of properties nor the ids of errors.
 */
#include "core/job.h"
#include "facts/readers/nslookup.h"

#define CHECK_EVERY 1024

typedef struct walker {
  od_evidence *evidence;
  od_job *job;
  const od_text *text;
  int table; /* below a heading with Name, Type, TTL and Section */
  od_view property_name; /* of the list: the record's name */
  od_view target; /* where the aliases have led so far */
  od_view failed; /* the name in the category of an error */
  od_resolution now;
  unsigned found;
} walker;

static void tell(walker *w, const char *result) {
  w->found++;
  if (w->evidence && w->found <= OD_LOOKUPS_MAX)
    od_resolution_tell(w->evidence, w->job, &w->now, result);
}

static void end_answer(walker *w) {
  if (w->now.count) tell(w, "ok");
  w->now = (od_resolution){.count = 0};
  w->target.size = 0;
}

static size_t split(od_view line, od_view *list, size_t most) {
  size_t count = 0;
  while (count < most) {
    size_t size = 0;
    line = od_view_trim(line);
    while (size < line.size && !od_is_space(line.data[size])) size++;
    if (!size) break;
    list[count++] = od_view_first(line, size);
    line = od_view_from(line, size);
  }
  return count;
}

/* A record that continues what was asked, or the first of another answer. */
static void take_record(walker *w, od_view name, od_view value,
                        unsigned line) {
  od_address address;
  int follows = w->now.host.size &&
                (!od_view_compare_nocase(name, w->target) ||
                 !od_view_compare_nocase(name, w->now.host));
  if (!od_is_host_name(name)) return;
  if (!follows) {
    end_answer(w);
    w->now.host = w->target = name;
    w->now.line = line;
  }
  if (!od_address_parse(&address, value)) w->target = value;
  else od_resolution_keep(&w->now, value);
}

static int is_heading(const od_view *word, size_t count) {
  return count == 5 && od_view_equal(word[0], "Name") &&
         od_view_equal(word[1], "Type") && od_view_equal(word[2], "TTL") &&
         od_view_equal(word[3], "Section");
}

static int is_type(od_view word) {
  return od_view_equal(word, "A") || od_view_equal(word, "AAAA") ||
         od_view_equal(word, "CNAME");
}

static void take_property(walker *w, const od_line *line, od_view label,
                          od_view value) {
  if (od_view_equal(label, "Name") && od_is_host_name(value))
    w->property_name = value;
  else if (w->property_name.size &&
           (od_view_equal(label, "NameHost") ||
            od_view_equal(label, "IP4Address") ||
            od_view_equal(label, "IP6Address") ||
            od_view_equal(label, "IPAddress")))
    take_record(w, w->property_name, value, line->number);
}

static const char *result_of(od_view id) {
  if (od_view_find(id, "DNS_ERROR_RCODE_NAME_ERROR") != OD_NOT_FOUND)
    return "nxdomain";
  if (od_view_find(id, "DNS_ERROR_RCODE_REFUSED") != OD_NOT_FOUND)
    return "refused";
  if (od_view_find(id, "DNS_ERROR_RCODE_SERVER_FAILURE") != OD_NOT_FOUND)
    return "servfail";
  if (od_view_find(id, "DNS_INFO_NO_RECORDS") != OD_NOT_FOUND)
    return "no-address";
  return od_view_find(id, "ERROR_TIMEOUT") != OD_NOT_FOUND ? "timeout" : NULL;
}

/* "+ CategoryInfo : ResourceUnavailable: (x.contoso.com:String)
   [Resolve-DnsName], …", and the id on the line below. */
static void take_error(walker *w, const od_line *line, od_view text) {
  size_t open = od_view_find(text, ": (");
  const char *result = result_of(text);
  if (od_view_find(text, "[Resolve-DnsName]") != OD_NOT_FOUND &&
      open != OD_NOT_FOUND) {
    od_view name = od_view_from(text, open + 3);
    w->failed = od_view_first(name, od_view_find_char(name, ':'));
  }
  if (!result || !od_is_host_name(w->failed)) return;
  if (od_view_find(text, "ResolveDnsName") == OD_NOT_FOUND) return;
  end_answer(w);
  w->now.host = w->failed;
  w->now.line = line->number;
  tell(w, result);
  w->now = (od_resolution){.count = 0};
  w->failed.size = 0;
}

static void take_line(walker *w, const od_line *line) {
  od_view word[6], label, value;
  od_view text = od_view_trim(od_line_unquote(line->text));
  size_t count = split(text, word, 6);
  if (!count || !od_line_whole(w->text, line)) return;
  if (is_heading(word, count)) {
    w->table = 1;
  } else if (od_line_underline(text)) {
    return;
  } else if (w->table && count == 5 && is_type(word[1])) {
    take_record(w, word[0], word[4], line->number);
  } else if (od_view_starts_nocase(text, "+ ") ||
             od_view_find(text, "ResolveDnsName") != OD_NOT_FOUND) {
    take_error(w, line, text);
  } else if (od_view_find_char(text, '>') != OD_NOT_FOUND) {
    end_answer(w); /* a prompt */
    w->table = 0;
    w->property_name.size = 0;
  } else if (od_line_label(text, 0, &label, &value) && value.size) {
    take_property(w, line, label, value);
  }
}

unsigned od_resolve_walk(const od_text *text, od_evidence *e, od_job *job) {
  walker w = {.evidence = e, .text = text, .job = job};
  od_lines lines = od_lines_of(text);
  od_line line;
  od_view all = {text->data, text->size};
  if (od_view_find(all, "Section") == OD_NOT_FOUND &&
      od_view_find(all, "ResolveDnsName") == OD_NOT_FOUND)
    return 0;
  while (od_line_next(&lines, &line)) {
    if (job && line.number % CHECK_EVERY == 0 && od_job_check(job)) break;
    take_line(&w, &line);
  }
  end_answer(&w);
  return w.found;
}

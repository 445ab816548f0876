/*
 * One event through expat. Its bytes begin at "<Event", where XML allows no
 * document type any more: no entity can be declared, none is expanded.
 */
#include <expat.h>
#include <string.h>

#include "core/alloc.h"
#include "core/time.h"
#include "facts/readers/events.h"

enum { VALUE_MAX = 32 * 1024, NAME_MAX_SIZE = 64 };

struct od_event_parser {
  XML_Parser expat;
  od_event *event;
  unsigned depth;
  int in_system, in_data;
  char name[NAME_MAX_SIZE]; /* of the value that is being read */
  int has_value;
  size_t index;
  od_buffer text;
};

static void *resize(void *old, size_t size) {
  return od_resize(old, size, 1);
}

/* Without the prefix of a namespace. */
static const char *local(const char *name) {
  const char *colon = strchr(name, ':');
  return colon ? colon + 1 : name;
}

static od_view attribute(const XML_Char **list, const char *name) {
  for (; *list; list += 2)
    if (!strcmp(*list, name)) return od_view_of(list[1]);
  return od_view_of(NULL);
}

static void take_time(od_event *event, od_view text) {
  event->has_time = od_time_parse(text, &event->time);
  event->first = event->time;
}

static void begin_system(od_event_parser *p, const char *name,
                         const XML_Char **list) {
  od_event *event = p->event;
  if (!strcmp(name, "Provider")) {
    od_view provider = attribute(list, "Name");
    od_event_copy(event->provider, sizeof event->provider, provider);
    event->family = od_event_family_of(provider);
  } else if (!strcmp(name, "TimeCreated")) {
    take_time(event, attribute(list, "SystemTime"));
  } else if (!strcmp(name, "Security")) {
    od_event_copy(event->sid, sizeof event->sid, attribute(list, "UserID"));
  }
}

static void begin_data(od_event_parser *p, const char *name,
                       const XML_Char **list) {
  od_view given = attribute(list, "Name");
  if (!given.size && strcmp(name, "Data")) given = od_view_of(name);
  od_event_copy(p->name, sizeof p->name, given);
}

static void XMLCALL begin(void *user, const XML_Char *name,
                          const XML_Char **list) {
  od_event_parser *p = user;
  name = local(name);
  if (++p->depth > OD_EVENT_DEPTH) {
    XML_StopParser(p->expat, XML_FALSE);
    return;
  }
  if (p->depth == 2) {
    p->in_system = !strcmp(name, "System");
    p->in_data = !strcmp(name, "EventData") || !strcmp(name, "UserData");
  }
  p->text.size = 0;
  p->has_value = p->depth > 2 && (p->in_system || p->in_data);
  if (p->depth == 3 && p->in_system) begin_system(p, name, list);
  if (p->has_value && p->in_data) begin_data(p, name, list);
}

static void end_system(od_event *event, const char *name, od_view text) {
  unsigned long long number;
  text = od_view_trim(text);
  if (!strcmp(name, "Channel")) {
    od_event_copy(event->log, sizeof event->log, text);
  } else if (od_view_number(text, &number) && number <= 0xffff) {
    if (!strcmp(name, "EventID")) event->id = (unsigned)number;
    if (!strcmp(name, "Level")) event->level = (int)number;
  }
}

static void XMLCALL end(void *user, const XML_Char *name) {
  od_event_parser *p = user;
  od_view text = {p->text.data, p->text.size};
  if (p->has_value && p->depth == 3 && p->in_system)
    end_system(p->event, local(name), text);
  else if (p->has_value && p->in_data)
    od_event_take(p->event, od_view_of(p->name), text, p->index++);
  p->text.size = 0;
  p->has_value = 0;
  p->depth--;
}

static void XMLCALL say(void *user, const XML_Char *text, int size) {
  od_event_parser *p = user;
  if (!p->has_value) return;
  if (p->text.size + (size_t)size > VALUE_MAX)
    p->has_value = 0; /* a part of a value is none */
  else
    od_buffer_add(&p->text, text, (size_t)size);
}

od_status od_event_parser_new(od_event_parser **out) {
  static const XML_Memory_Handling_Suite memory = {od_alloc, resize, od_free};
  od_event_parser *p = *out = od_alloc_zero(1, sizeof *p);
  if (!p) return od_fail_memory();
  p->expat = XML_ParserCreate_MM("UTF-8", &memory, NULL);
  if (p->expat) return OD_OK;
  od_event_parser_free(p);
  *out = NULL;
  return od_fail_memory();
}

void od_event_parser_free(od_event_parser *p) {
  if (!p) return;
  if (p->expat) XML_ParserFree(p->expat);
  od_buffer_release(&p->text);
  od_free(p);
}

od_status od_event_parse(od_event_parser *p, od_view xml, od_event *event) {
  od_event_clear(event);
  if (xml.size > OD_EVENT_MAX) return OD_EPARSE;
  if (!XML_ParserReset(p->expat, "UTF-8")) return od_fail_memory();
  XML_SetUserData(p->expat, p);
  XML_SetElementHandler(p->expat, begin, end);
  XML_SetCharacterDataHandler(p->expat, say);
  p->event = event;
  p->depth = 0;
  p->in_system = p->in_data = p->has_value = 0;
  p->index = 0;
  p->text.size = 0;
  enum XML_Status status =
      XML_Parse(p->expat, xml.data, (int)xml.size, XML_TRUE);
  if (p->text.status != OD_OK ||
      XML_GetErrorCode(p->expat) == XML_ERROR_NO_MEMORY)
    return od_fail_memory();
  return status == XML_STATUS_OK ? OD_OK : OD_EPARSE;
}

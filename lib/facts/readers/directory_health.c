/* Service health: what Microsoft itself says of its services. */
#include "facts/readers/directory.h"

/* serviceHealthStatus; what is not among them is unknown. */
static const char *const states[] = {
    "serviceOperational", "investigating", "restoringService",
    "verifyingService", "serviceRestored", "postIncidentReviewPublished",
    "serviceDegradation", "serviceInterruption", "extendedRecovery",
    "falsePositive", "investigationSuspended", "resolved",
    "mitigatedExternal", "mitigated", "resolvedExternal", "confirmed",
    "reported"};

static int is_state(od_view text) {
  for (size_t i = 0; i < sizeof states / sizeof *states; i++)
    if (od_view_equal_nocase(text, states[i])) return 1;
  return 0;
}

static int take_issue(od_evidence *e, const od_object *object) {
  const od_json *json = object->json;
  od_view class_name = od_object_text(json, "classification");
  int incident = od_view_equal_nocase(class_name, "incident");
  if ((!incident && !od_view_equal_nocase(class_name, "advisory")) ||
      !od_object_has(json, "isResolved") ||
      !od_object_has(json, "startDateTime"))
    return 0;
  if (!e) return 1;
  od_item item = od_item_new();
  od_item_text(&item, "issue", od_object_text(json, "id"));
  od_item_text(&item, "service", od_object_text(json, "service"));
  od_item_lower(&item, "class", class_name);
  if (is_state(od_object_text(json, "status")))
    od_item_lower(&item, "status", od_object_text(json, "status"));
  od_item_bool(&item, "resolved", json, "isResolved");
  od_item_time(&item, "start", json, "startDateTime");
  od_item_time(&item, "end", json, "endDateTime");
  od_evidence_append(e, "service.issues", object->line, item.json);
  return 1;
}

static void take_nested(od_evidence *e, const od_object *overview) {
  const od_json *item =
      od_json_first(od_object_find(overview->json, "issues"));
  od_object issue = *overview;
  for (; item; item = od_json_next(item)) {
    issue.json = item;
    if (od_json_is(item, OD_JSON_OBJECT)) take_issue(e, &issue);
  }
}

/* Tickets of a help desk have a service and a status too. */
static int is_overview(const od_object *object, od_view state) {
  return is_state(state) && od_object_has(object->json, "id") &&
         (od_view_starts_nocase(state, "service") ||
          od_view_find(object->context, "serviceAnnouncement") !=
              OD_NOT_FOUND);
}

int od_directory_health(od_evidence *e, const od_object *object) {
  od_view service = od_object_text(object->json, "service");
  od_view state = od_object_text(object->json, "status");
  if (!service.size) return 0;
  if (take_issue(e, object)) return 1;
  if (!is_overview(object, state)) return 0;
  if (!e) return 1;
  od_item item = od_item_new();
  od_item_text(&item, "service", service);
  od_item_lower(&item, "status", state);
  od_evidence_append(e, "service.health", object->line, item.json);
  take_nested(e, object);
  return 1;
}

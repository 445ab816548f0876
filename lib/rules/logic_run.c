/* One evaluation: its memory, its limit, and which facts it hangs on. */
#include "rules/logic_run.h"

#include <stdlib.h>
#include <string.h>

od_value od_run_stop(od_logic_run *run, od_status status) {
  if (run->status == OD_OK) {
    run->status = status;
    if (status == OD_ENOMEM) od_fail_memory();
    else
      od_fail(status, "condition that takes more than %d steps",
              (int)OD_LOGIC_STEPS);
  }
  run->steps = 0;
  return od_value_unknown(OD_UNKNOWN);
}

int od_run_charge(od_logic_run *run, size_t steps) {
  if (steps < run->steps) {
    run->steps -= steps;
    return 1;
  }
  od_run_stop(run, OD_ELIMIT);
  return 0;
}

/* Room in the scratch, in units of a value; NULL if it is full. */
static void *take_scratch(od_logic_run *run, size_t bytes) {
  size_t units = (bytes + sizeof(od_value) - 1) / sizeof(od_value);
  if (units > OD_LOGIC_SCRATCH - run->scratch_used) return NULL;
  run->scratch_used += units;
  return run->scratch + (run->scratch_used - units);
}

void *od_run_alloc(od_logic_run *run, size_t count, size_t size) {
  if (!od_run_charge(run, count)) return NULL;
  void *memory = take_scratch(run, count * size);
  if (!memory) memory = od_arena_alloc(&run->arena, count * size);
  if (!memory) od_run_stop(run, OD_ENOMEM);
  return memory;
}

od_value od_run_list(od_logic_run *run, const od_value *items, size_t count) {
  od_value_list *list = items ? od_run_alloc(run, 1, sizeof *list) : NULL;
  if (!list) return od_value_unknown(OD_UNKNOWN);
  *list = (od_value_list){items, count, 1, 0, 0};
  for (size_t i = 0; i < count; i++) {
    unsigned depth = od_value_depth(&items[i]) + 1;
    if (depth > list->depth) list->depth = depth;
    if (od_value_uncertain(&items[i])) list->unknown = 1;
  }
  if (list->depth > OD_VALUE_DEEPEST) return od_run_stop(run, OD_ELIMIT);
  return (od_value){.kind = OD_KIND_LIST, .as.list = list};
}

od_value od_run_text(od_logic_run *run, od_buffer *buffer) {
  od_view text = {"", buffer->size};
  if (buffer->status != OD_OK) {
    od_run_stop(run, buffer->status);
  } else if (buffer->size && od_run_charge(run, buffer->size / 16)) {
    char *copy = take_scratch(run, buffer->size);
    if (!copy) copy = od_arena_alloc(&run->arena, buffer->size);
    if (copy) text.data = memcpy(copy, buffer->data, buffer->size);
    else od_run_stop(run, OD_ENOMEM);
  }
  od_buffer_release(buffer);
  return run->status == OD_OK ? od_value_text(text)
                              : od_value_unknown(OD_UNKNOWN);
}

od_view od_run_text_of(od_logic_run *run, const od_value *value) {
  if (value->kind == OD_KIND_TEXT) return od_value_view(value);
  od_buffer buffer = {.limit = run->steps * 16 + 64};
  od_value_to_text(&buffer, value);
  od_value text = od_run_text(run, &buffer);
  return text.kind == OD_KIND_TEXT ? od_value_view(&text) : (od_view){"", 0};
}

/* ---- what decided ---- */

void od_run_forget_unknown(od_logic_run *run, size_t start) {
  size_t kept = start;
  for (size_t i = start; i < run->look_count; i++)
    if (!run->looks[i].unknown || run->looks[i].asked)
      run->looks[kept++] = run->looks[i];
  run->look_count = kept;
}

static int compare_looks(const void *a, const void *b) {
  const od_look *x = a, *y = b;
  return x->fact < y->fact ? -1 : x->fact > y->fact;
}

static int settles(const od_look *look) {
  return look->unknown && !look->asked;
}

size_t od_logic_decided_by(od_logic_run *run, unsigned *facts) {
  size_t count = 0, unknown = 0;
  for (size_t i = 0; i < run->look_count; i++)
    unknown += settles(&run->looks[i]) != 0;
  if (run->look_count)
    qsort(run->looks, run->look_count, sizeof *run->looks, compare_looks);
  for (size_t i = 0; i < run->look_count; i++) {
    if (unknown && !settles(&run->looks[i])) continue;
    if (!count || facts[count - 1] != run->looks[i].fact)
      facts[count++] = run->looks[i].fact;
  }
  return count;
}

od_status od_logic_evaluate(od_value *out, const od_logic *logic,
                            const od_logic_data *data, od_logic_run *run) {
  if (run->arena.last) od_arena_free(&run->arena);
  run->status = OD_OK;
  run->steps = OD_LOGIC_STEPS;
  run->logic = logic;
  run->data = data;
  run->look_count = 0;
  run->scratch_used = 0;
  run->looked_at_unknown = 0;
  *out = od_node_run(run, &logic->root, &data->root);
  if (run->status != OD_OK) *out = od_value_unknown(OD_UNKNOWN);
  if (od_value_truth(out) != OD_UNKNOWN) od_run_settle(run, 0);
  return run->status;
}

void od_logic_run_release(od_logic_run *run) {
  od_arena_free(&run->arena);
  od_free(run->looks);
  *run = (od_logic_run){0};
}

/* What dsregcmd printed for several users in one text, told apart. */
#include <string.h>

#include "core/alloc.h"
#include "facts/readers/dsregcmd.h"

/* A run begins with this box; its account stands near its end. */
static int begins_run(const od_dsreg_item *item) {
  return item->kind == OD_DSREG_HEADER &&
         od_view_equal_nocase(od_view_trim(item->value), "Device State");
}

static int names_account(const od_dsreg_item *item) {
  return item->kind == OD_DSREG_FIELD && item->whole &&
         od_dsreg_same(item->key, "executing account name") && item->value.size;
}

size_t od_dsreg_runs(const od_text *text, unsigned first[OD_DSREG_RUNS]) {
  od_dsreg_scan scan;
  od_dsreg_item item;
  char account[256] = "";
  size_t count = 0;
  int differ = 0;
  od_dsreg_scan_start(&scan, text);
  while (od_dsreg_next(&scan, &item)) {
    if (begins_run(&item) && count < OD_DSREG_RUNS) first[count++] = item.line;
    if (!names_account(&item) || item.value.size >= sizeof account) continue;
    if (*account &&
        od_view_compare_nocase(od_view_of(account), item.value))
      differ = 1;
    memcpy(account, item.value.data, item.value.size);
    account[item.value.size] = '\0';
  }
  if (!differ || count < 2) return 1;
  first[0] = 1;
  return count;
}

od_status od_dsreg_only(od_text *out, const od_text *text, unsigned from,
                        unsigned to) {
  od_lines lines = od_lines_of(text);
  od_line line;
  *out = *text;
  out->data = od_copy_text(text->data, text->size);
  if (!out->data) return od_fail_memory();
  while (od_line_next(&lines, &line))
    if (line.number < from || line.number >= to)
      memset(out->data + (line.text.data - text->data), ' ', line.text.size);
  return OD_OK;
}

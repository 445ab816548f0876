/* What the reader of services shares between sc and PowerShell. */
#ifndef OD_FACTS_READERS_SERVICES_H
#define OD_FACTS_READERS_SERVICES_H

#include "facts/facts.h"

enum { OD_SERVICE_COLUMNS = 16 };

/* Where the dashes of a column stand, in characters. */
typedef struct od_service_column {
  size_t from, to;
} od_service_column;

/* One service as PowerShell lists it, while its lines are read. */
typedef struct od_service_item {
  od_view name;
  int state, start; /* -1: not told */
  unsigned state_line, start_line;
  size_t colon; /* where the ':' stand; 0: no line yet */
  int sure;     /* a member that only services have */
  int spoilt;
} od_service_item;

typedef struct od_services {
  const od_text *text;
  od_evidence *evidence; /* NULL: only count */
  od_lines lines;
  unsigned found;
  od_view asked; /* the one service of the last command, or empty */
  int remote;    /* the last command asked another machine */
  /* sc */
  od_view name;
  int rows;   /* read of the block; -1: in no block */
  int titled; /* its display name was read */
  /* PowerShell */
  od_view heading; /* the line before */
  od_service_column columns[OD_SERVICE_COLUMNS];
  size_t column_count;
  int name_column, state_column, start_column; /* -1: there is none */
  int in_table;
  int listing; /* the item has lines */
  od_service_item item;
  unsigned tries; /* of JSON */
} od_services;

void od_services_state(od_services *w, od_view name, unsigned line,
                       unsigned state); /* 1 stopped, 4 running */
void od_services_start(od_services *w, od_view name, unsigned line,
                       unsigned start); /* 0 to 4 */

/* services_powershell.c: a line of a table, a list or JSON. */
void od_services_take(od_services *w, const od_line *line);
void od_services_end_list(od_services *w);

#endif

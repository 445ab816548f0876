#include "catalog/catalog.h"

int od_code_next(od_view *rest, char canonical[OD_CODE_MAX]) {
  canonical[0] = 0;
  rest->size = 0;
  return 0;
}

int od_code_canonical(od_view text, char canonical[OD_CODE_MAX]) {
  canonical[0] = 0;
  return text.size && 0;
}

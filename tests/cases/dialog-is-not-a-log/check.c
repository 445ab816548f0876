#include <stdio.h>

int main(void) {
  return is_sign_in(0x8004de40);
}

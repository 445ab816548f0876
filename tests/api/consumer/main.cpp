// The same from C++, with owners instead of frees.
#include <od0x8004/od0x8004.h>

#include <iostream>
#include <memory>
#include <string>

int main() {
  char *text = nullptr;
  if (od_code_explain(&text, "-2147164608", "json") != OD_OK) {
    std::cerr << od_error_message() << '\n';
    return 1;
  }
  std::unique_ptr<char, void (*)(void *)> owner(text, od_free);
  bool good = std::string(text).find("0x8004de40") != std::string::npos;
  od_case *c = nullptr;
  good = good && od_case_new(&c) == OD_OK;
  std::unique_ptr<od_case, void (*)(od_case *)> owned(c, od_case_free);
  std::cout << od_version() << (good ? " good" : " bad") << '\n';
  return good ? 0 : 1;
}

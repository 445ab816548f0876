/* What somebody else's program does with the installed library. */
#include <od0x8004/od0x8004.h>
#include <stdio.h>
#include <string.h>

static const char text[] =
    "\r\nCurrent WinHTTP proxy settings:\r\n\r\n"
    "    Direct access (no proxy server).\r\n\r\n";

int main(void) {
  od_job *job = NULL;
  od_facts *facts = NULL;
  char *json = NULL, *code = NULL;
  int good =
      od_job_new(&job) == OD_OK &&
      od_facts_read(&facts, "proxy.txt", text, sizeof text - 1, job) ==
          OD_OK &&
      od_facts_to_json(&json, facts) == OD_OK && strstr(json, "winhttp") &&
      od_code_explain(&code, "0x8004de40", "text") == OD_OK;
  if (!good) fprintf(stderr, "%s\n", od_error_message());
  printf("%s %s\n", od_version(), good ? "good" : "bad");
  od_free(code);
  od_free(json);
  od_facts_free(facts);
  od_job_free(job);
  return good ? 0 : 1;
}

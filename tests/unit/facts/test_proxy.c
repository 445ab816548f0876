#include "facts_helpers.h"

#include "facts/proxy.h"
#include "facts/secrets.h"

static void passwords_are_dropped(void **state) {
  static const struct {
    const char *in, *out;
    int script;
  } rows[] = {
      {"p:8080", "p:8080", 0},
      {"http://p:8080", "http://p:8080", 0},
      {"jane:secret@p:8080", "p:8080", 0},
      {"http://jane:secret@p:8080", "http://p:8080", 0},
      {"http=a:b@p:80;https=c:d@q:443", "http=p:80;https=q:443", 0},
      {"http=a:b@p:80 https=q:443", "http=p:80 https=q:443", 0},
      {"http://token@p:80/", "http://p:80/", 0},
      {"http://u:p/w@host:8080/", "http://host:8080/", 0},
      {"http://u:se;cret@host:80", "http://u;host:80", 0},
      {"u:secret", "u", 0},
      {"[::1]:8080", "[::1]:8080", 0},
      {"u:p@[fe80::1]:8080", "[fe80::1]:8080", 0},
      {"<local>;*.contoso.com;10.*:8080;fe80::1",
       "<local>;*.contoso.com;10.*:8080;fe80::1", 0},
      {"http://w/p.pac", "http://w/p.pac", 1},
      {"http://a:b@w:80/p.pac?sig=1#x", "http://w:80/p.pac", 1},
      {"http://w/p@q.pac", "http://w/p@q.pac", 1},
      {"http://a:b/c@w/p.pac", "http://w/p.pac", 1},
      {"", "", 0},
      {"@", "", 0},
      {"a:b@", "", 0},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_buffer out = {0};
    od_proxy_clean(&out, od_view_of(rows[i].in), rows[i].script);
    assert_string_equal(out.data ? out.data : "", rows[i].out);
    od_buffer_release(&out);
  }
}

static void only_proxy_settings_are_cleaned(void **state) {
  static const struct {
    const char *name, *out;
  } rows[] = {{"proxy.wininet.server", "\"h\""},
              {"proxy.endpoint.server", "\"h\""},
              {"proxy.winhttp.bypass", "\"h\""},
              {"proxy.system.pac_url", "\"h\""},
              {"session.account", "\"u:p@h\""},
              {"proxy.winhttp.mode", "\"u:p@h\""}};
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_json *value = od_json_new_text(od_view_of("u:p@h"));
    od_buffer text = {0};
    assert_int_equal(od_secrets_clean(rows[i].name, &value), OD_OK);
    od_json_write(&text, value, 0);
    assert_string_equal(text.data, rows[i].out);
    od_buffer_release(&text);
    od_json_free(value);
  }
}

static void the_server_of_https(void **state) {
  static const struct {
    const char *setting, *host, *port;
  } rows[] = {
      {"p:8080", "p", "8080"},
      {"http://p:8080/", "p", "8080"},
      {"p", "p", ""},
      {"http=a:1;https=b:2;ftp=c:3", "b", "2"},
      {"http=a:1 https=b:2", "b", "2"},
      {"HTTPS=b:2", "b", "2"},
      {" ;p:80", "p", "80"},
      {"[::1]:3128", "[::1]", "3128"},
      {"u:x@p:80", "p", "80"},
      {"http=a:1", NULL, NULL},
      {"socks=a:1", NULL, NULL},
      {"", NULL, NULL},
      {";;", NULL, NULL},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_proxy_server server;
    int found = od_proxy_for_https(od_view_of(rows[i].setting), &server);
    assert_int_equal(found, rows[i].host != NULL);
    if (!found) continue;
    assert_true(od_view_equal(server.host, rows[i].host));
    assert_true(od_view_equal(server.port, rows[i].port));
  }
}

static void the_same_server_in_other_words(void **state) {
  static const struct {
    const char *a, *b;
    int same;
  } rows[] = {
      {"http://p:8080", "p:8080", 1},
      {"P.contoso.com:8080", "http=x:1;https=p.contoso.com:8080", 1},
      {"http=p:8080;https=p:8080", "p:8080", 1},
      {"p", "p:80", 1},
      {"p:8080", "p:8081", 0},
      {"p:8080", "q:8080", 0},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_proxy_server a, b;
    assert_true(od_proxy_for_https(od_view_of(rows[i].a), &a));
    assert_true(od_proxy_for_https(od_view_of(rows[i].b), &b));
    assert_int_equal(od_proxy_same(&a, &b), rows[i].same);
    assert_int_equal(od_proxy_same(&b, &a), rows[i].same);
  }
}

static void this_device(void **state) {
  static const struct {
    const char *setting;
    int is;
  } rows[] = {{"127.0.0.1:8888", 1},     {"http://LOCALHOST:80", 1},
              {"[::1]:80", 1},           {"127.1.2.3", 1},
              {"127.contoso.com:80", 0}, {"10.0.0.1:80", 0},
              {"localhost.contoso.com", 0}, {"127.:80", 0}};
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_proxy_server server;
    assert_true(od_proxy_for_https(od_view_of(rows[i].setting), &server));
    assert_int_equal(od_proxy_is_loopback(&server), rows[i].is);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(passwords_are_dropped),
      cmocka_unit_test(only_proxy_settings_are_cleaned),
      cmocka_unit_test(the_server_of_https),
      cmocka_unit_test(the_same_server_in_other_words),
      cmocka_unit_test(this_device),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

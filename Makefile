# Two commands do everything: `make demo` and `make check`. Both install what
# is missing from Debian's packages when root, and else say what to install.

PACKAGES = gcc make cmake pkg-config python3 libcjson-dev libexpat1-dev
CHECK_PACKAGES = g++ libcmocka-dev python3-jsonschema python3-dev swig clang \
                 clang-tidy libclang-rt-14-dev cppcheck valgrind \
                 universal-ctags abigail-tools locales binutils wine64
JOBS ?= $(shell nproc 2>/dev/null || echo 2)

.PHONY: demo check soak bench clean

build/.configured: CMakePresets.json CMakeLists.txt
	@mkdir -p build && cmake --preset default >build/configure.log 2>&1 || { cat build/configure.log; exit 1; }
	@touch $@

demo: PACKAGES_NEEDED = $(PACKAGES)
demo: packages build/.configured
	@cmake --build build -j$(JOBS) --target od0x8004-cli >build/demo.log 2>&1 \
	  || { cat build/demo.log; exit 1; }
	@sh examples/demo.sh build/bin/od0x8004

check: PACKAGES_NEEDED = $(PACKAGES) $(CHECK_PACKAGES)
check: packages
	@/usr/bin/python3 tests/check.py --jobs $(JOBS)

soak: PACKAGES_NEEDED = $(PACKAGES) $(CHECK_PACKAGES)
soak: packages
	@/usr/bin/python3 tests/soak.py --jobs $(JOBS)

bench: build/.configured
	cmake --build build -j$(JOBS)
	@/usr/bin/python3 tests/bench/bench.py build

.PHONY: packages
packages:
	@sh cmake/packages.sh $(PACKAGES_NEEDED)

clean:
	rm -rf build build-asan build-tsan build-coverage

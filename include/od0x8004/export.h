/**
 * @file export.h
 * Symbol visibility, the version and what every header needs.
 *
 * Nothing here is called: the macros mark what the shared library shows.
 */
#ifndef OD0X8004_EXPORT_H
#define OD0X8004_EXPORT_H

/* Version of the interface: semantic versioning, SONAME = major. */
#define OD_VERSION_MAJOR 0
#define OD_VERSION_MINOR 1
#define OD_VERSION_PATCH 0

/* OD_STATIC is defined by those who link the static library. */
#if defined(_WIN32) && defined(OD_BUILDING)
#  define OD_API __declspec(dllexport)
#elif defined(_WIN32) && !defined(OD_STATIC)
#  define OD_API __declspec(dllimport)
#elif defined(__GNUC__)
#  define OD_API __attribute__((visibility("default")))
#else
#  define OD_API
#endif

#ifdef __cplusplus
#  define OD_BEGIN_DECLS extern "C" {
#  define OD_END_DECLS }
#else
#  define OD_BEGIN_DECLS
#  define OD_END_DECLS
#endif

#endif

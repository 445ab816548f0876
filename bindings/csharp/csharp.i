/*
 * Typemaps for C#: SafeHandles that are leased for a call, UTF-8 text, a
 * failed status is an exception. The generated calls bind to the library.
 */
%pragma(csharp) moduleclassmodifiers="internal static unsafe class"
%pragma(csharp) imclassclassmodifiers="internal static unsafe class"
%typemap(csclassmodifiers) enum SWIGTYPE "internal enum"

%ignore OD_VERSION_MAJOR;
%ignore OD_VERSION_MINOR;
%ignore OD_VERSION_PATCH;

%define %cs(IM, CS, IN, TYPE)
%typemap(imtype) TYPE "IM"
%typemap(cstype) TYPE "CS"
%typemap(csin) TYPE "IN"
%enddef

%cs(int, int, $csinput, od_status)
%typemap(cstype, out="void") od_status "int"
%typemap(csout) od_status {
    OdException.ThrowIfFailed($imcall);
  }

%typemap(ctype) size_t "size_t"
%cs(nuint, nuint, $csinput, size_t)
%typemap(csout) size_t {
    return $imcall;
  }

/* Text in: a UTF-8 copy that lives for the call. */
%typemap(imtype) const char * "byte *"
%typemap(cstype) const char * "string"
%typemap(csin, pre="    using var utf8_$csinput = new TextIn($csinput);")
  const char * "utf8_$csinput.Pointer"
/* Text out: borrowed. */
%typemap(imtype, out="System.IntPtr") const char * "byte *"
%typemap(csout) const char * {
    return Utf8.Read($imcall);
  }
%typemap(out) const char * "$result = $1;"

/* Text out: owned. */
%typemap(ctype) char **out "char **"
%cs(System.IntPtr *, out string, , char **out)
%typemap(csin, pre="    System.IntPtr text_$csinput = default;",
         post="      $csinput = Utf8.Take(text_$csinput);")
  char **out "&text_$csinput"

%typemap(ctype) const void *data "void *"
%cs(void *, void *, $csinput, const void *data)
%cs(System.IntPtr, System.IntPtr, $csinput, void *text)

%define %leased(CLASS, TYPE)
%typemap(imtype) TYPE "System.IntPtr"
%typemap(cstype) TYPE "CLASS"
%typemap(csin, pre="    using var lease_$csinput = new Lease($csinput);")
  TYPE "lease_$csinput.Pointer"
%enddef

%define %handle(TYPE, CLASS)
%leased(CLASS, TYPE *)
%leased(CLASS, const TYPE *)
%cs(System.IntPtr *, out CLASS, , TYPE **out)
%typemap(csin, pre="    System.IntPtr pointer_$csinput = default;",
         post="      $csinput = CLASS.Own(pointer_$csinput);")
  TYPE **out "&pointer_$csinput"
/* before the header's own, hence -w322 */
%cs(System.IntPtr, System.IntPtr, $csinput, TYPE *bare)
void TYPE ## _free(TYPE *bare);
%enddef

%define %blocking(NAME)
%enddef

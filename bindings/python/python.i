/*
 * Typemaps for Python: handles are capsules, a failed status is an exception
 * made from the error record of the same thread, text is UTF-8 both ways.
 */
%{
/* od0x8004/errors.py: from_record(json) returns the exception to raise */
static void raise_record(void) {
  const char *record = od_error_json();
  PyObject *module = PyImport_ImportModule("od0x8004.errors"), *error = NULL;
  PyObject *text = PyUnicode_DecodeUTF8(record, (Py_ssize_t)strlen(record),
                                        "backslashreplace");
  if (module && text)
    error = PyObject_CallMethod(module, "from_record", "O", text);
  if (error) PyErr_SetObject((PyObject *)Py_TYPE(error), error);
  Py_XDECREF(error);
  Py_XDECREF(text);
  Py_XDECREF(module);
}

/* str: its cached UTF-8, else any buffer; never a copy */
static const void *view_of(PyObject *input, Py_buffer *view, size_t *size) {
  Py_ssize_t length = 0;
  const void *data = NULL;
  if (PyUnicode_Check(input)) {
    data = PyUnicode_AsUTF8AndSize(input, &length);
  } else if (!PyObject_GetBuffer(input, view, PyBUF_SIMPLE)) {
    data = view->buf ? view->buf : "";
    length = view->len;
  }
  *size = (size_t)length;
  return data;
}

static void *handle_of(PyObject *input, const char *type) {
  if (PyCapsule_IsValid(input, type)) return PyCapsule_GetPointer(input, type);
  if (input == Py_None)
    PyErr_SetString(PyExc_ValueError, "the object is closed");
  else
    PyErr_Format(PyExc_TypeError, "%s expected, not %s", type,
                 Py_TYPE(input)->tp_name);
  return NULL;
}
%}

%rename("%(strip:[od_])s", %$isfunction) "";
%ignore od_free;
%ignore od_error_json;
%ignore od_error_message;

%typemap(out) od_status {
  if ($1 != OD_OK) {
    raise_record();
    SWIG_fail;
  }
  $result = SWIG_Py_Void();
}
%typemap(in, numinputs=0) char **out (char *text = NULL) "$1 = &text;"
%typemap(argout) char **out {
  %append_output(PyUnicode_FromString(*$1));
}
%typemap(freearg) char **out "od_free(*$1);"
%typemap(in) (const void *data, size_t size) (Py_buffer view = { 0 }) {
  if (!($1 = ($1_ltype)view_of($input, &view, &$2))) SWIG_fail;
}
%typemap(freearg) (const void *data, size_t size) {
  if (view$argnum.obj) PyBuffer_Release(&view$argnum);
}

%define %handle(TYPE, CLASS)
%{
static void TYPE ## _drop(PyObject *capsule) {
  TYPE ## _free(PyCapsule_GetPointer(capsule, #TYPE));
}
%}
%ignore TYPE ## _free;
%typemap(in) TYPE *, const TYPE * {
  if (!($1 = handle_of($input, #TYPE))) SWIG_fail;
}
%typemap(in, numinputs=0) TYPE **out (TYPE *handle = NULL) "$1 = &handle;"
%typemap(argout) TYPE **out {
  PyObject *capsule = PyCapsule_New(*$1, #TYPE, TYPE ## _drop);
  if (capsule) *$1 = NULL;
  %append_output(capsule);
}
%typemap(freearg) TYPE **out { TYPE ## _free(*$1); }
%enddef

%define %blocking(NAME)
%exception NAME {
  Py_BEGIN_ALLOW_THREADS
  $action
  Py_END_ALLOW_THREADS
}
%enddef

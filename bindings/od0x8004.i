/* One interface for both languages: flat functions over the public headers. */
%module(package="od0x8004") native
%{
#include "od0x8004/od0x8004.h"
%}

#ifdef SWIGPYTHON
%include "python/python.i"
#else
%include "csharp/csharp.i"
#endif

%ignore OD_STATUS_FORCE_INT;
%handle(od_job, JobHandle)
%handle(od_facts, FactsHandle)
%handle(od_rules, RulesHandle)
%handle(od_diagnosis, DiagnosisHandle)
%handle(od_case, CaseHandle)

/* Work that may last: other threads go on meanwhile. */
%blocking(od_facts_read)
%blocking(od_facts_merge)
%blocking(od_facts_redact)
%blocking(od_rules_read)
%blocking(od_rules_builtin)
%blocking(od_rules_check)
%blocking(od_rules_compare)
%blocking(od_case_add_path)
%blocking(od_case_add_bytes)
%blocking(od_case_facts)
%blocking(od_case_diagnose)

%include "od0x8004/export.h"
%include "od0x8004/base.h"
%include "od0x8004/code.h"
%include "od0x8004/facts.h"
%include "od0x8004/rules.h"
%include "od0x8004/diagnosis.h"
%include "od0x8004/case.h"

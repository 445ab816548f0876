// The pleasant classes over the flat functions.
using System;
using System.Collections.Generic;

namespace Od0x8004
{
    /// <summary>A failed call, with the whole error record.</summary>
    public sealed class OdException : Exception
    {
        private OdException(int status, string name, string message,
                            string record) : base(message)
        {
            Status = status;
            Name = name;
            Record = record;
        }

        /// <summary>The number of the status (negative).</summary>
        public int Status { get; }

        /// <summary>Its name, for instance "OD_EPARSE".</summary>
        public string Name { get; }

        /// <summary>The record as JSON: file, line, column, pointer.</summary>
        public string Record { get; }

        internal static void ThrowIfFailed(int status)
        {
            if (status == 0) return;
            // the record is this thread's: it is read before anything else
            string message = native.od_error_message();
            string record = native.od_error_json();
            string name = native.od_status_name(status);
            if (name == "OD_ECANCELLED")
                throw new OperationCanceledException(message);
            throw new OdException(status, name, message, record);
        }
    }

    /// <summary>Options by name, a time limit and cancel.</summary>
    public sealed class Job : IDisposable
    {
        internal readonly JobHandle Handle;

        public Job()
        {
            native.od_job_new(out Handle);
        }

        public void Set(string name, string value) =>
            native.od_job_set(Handle, name, value);

        /// <summary>Asks the work to stop; from any thread.</summary>
        public void Cancel() => native.od_job_cancel(Handle);

        /// <summary>0 to 1000.</summary>
        public int Progress => native.od_job_progress(Handle);

        public void Dispose() => Handle.Dispose();
    }

    /// <summary>A cause and its grade.</summary>
    public readonly struct Cause
    {
        internal Cause(string id, string grade)
        {
            Id = id;
            Grade = grade;
        }

        public string Id { get; }
        public string Grade { get; }
        public override string ToString() => Id + " " + Grade;
    }

    /// <summary>What is put together for one diagnosis.</summary>
    public sealed unsafe class Case : IDisposable
    {
        private readonly CaseHandle handle;

        public Case()
        {
            native.od_case_new(out handle);
        }

        /// <summary>Sets code, user, now or at; null takes it back.</summary>
        public void Set(string name, string value) =>
            native.od_case_set(handle, name, value);

        /// <summary>Adds a file or folder, recognised by content.</summary>
        public void AddPath(string path, Job job) =>
            native.od_case_add_path(handle, path, job.Handle);

        /// <summary>Adds bytes as if they were a file of that name.</summary>
        public void AddBytes(string name, byte[] data, Job job)
        {
            if (data == null) throw new ArgumentNullException(nameof(data));
            fixed (byte* bytes = data)
                native.od_case_add_bytes(handle, name, bytes,
                                         (nuint)data.Length, job.Handle);
        }

        /// <summary>The facts document of all that was added.</summary>
        public string FactsJson()
        {
            native.od_case_facts(out FactsHandle facts, handle);
            using (facts)
            {
                native.od_facts_to_json(out string json, facts);
                return json;
            }
        }

        public Diagnosis Diagnose(Job job)
        {
            native.od_case_diagnose(out DiagnosisHandle made, handle,
                                    job.Handle);
            return new Diagnosis(made);
        }

        public void Dispose() => handle.Dispose();
    }

    /// <summary>Ranked causes with their reasons; it never changes.</summary>
    public sealed class Diagnosis : IDisposable
    {
        private readonly DiagnosisHandle handle;

        internal Diagnosis(DiagnosisHandle handle)
        {
            this.handle = handle;
        }

        /// <summary>cause-found, nothing-found or cannot-tell.</summary>
        public string Verdict => native.od_diagnosis_verdict(handle);

        /// <summary>Every cause with its grade, the best first.</summary>
        public IReadOnlyList<Cause> Causes
        {
            get
            {
                var list = new List<Cause>();
                nuint count = native.od_diagnosis_cause_count(handle);
                for (nuint i = 0; i < count; i++)
                    list.Add(new Cause(
                        native.od_diagnosis_cause_id(handle, i),
                        native.od_diagnosis_cause_grade(handle, i)));
                return list;
            }
        }

        /// <summary>A report: text, json or ticket.</summary>
        public string ToText(string format)
        {
            native.od_diagnosis_to_text(out string text, handle, format);
            return text;
        }

        public void Dispose() => handle.Dispose();
    }

    /// <summary>What a code means.</summary>
    public static class Code
    {
        /// <summary>format: text or json (od0x8004.code/1).</summary>
        public static string Explain(string text, string format)
        {
            native.od_code_explain(out string explanation, text, format);
            return explanation;
        }
    }
}

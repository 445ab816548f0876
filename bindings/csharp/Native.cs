// What stands under every call: text, handles that are leased, errors.
using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Od0x8004
{
    internal static unsafe class Utf8
    {
        /// <summary>Text that the library keeps.</summary>
        internal static string Read(IntPtr text)
        {
            if (text == IntPtr.Zero) return null;
            byte* start = (byte*)text;
            int size = 0;
            while (start[size] != 0) size++;
            return Encoding.UTF8.GetString(start, size);
        }

        /// <summary>Text that is ours: read, then freed.</summary>
        internal static string Take(IntPtr text)
        {
            try { return Read(text); }
            finally { native.od_free(text); }
        }
    }

    /// <summary>A NUL-terminated copy for one call; null stays null.</summary>
    internal readonly unsafe struct TextIn : IDisposable
    {
        private static readonly UTF8Encoding Strict =
            new UTF8Encoding(false, true);

        internal readonly byte* Pointer;

        internal TextIn(string text)
        {
            Pointer = null;
            if (text == null) return;
            byte[] bytes = Strict.GetBytes(text);
            Pointer = (byte*)Marshal.AllocHGlobal(bytes.Length + 1);
            Marshal.Copy(bytes, 0, (IntPtr)Pointer, bytes.Length);
            Pointer[bytes.Length] = 0;
        }

        public void Dispose() => Marshal.FreeHGlobal((IntPtr)Pointer);
    }

    internal abstract class OdHandle : SafeHandle
    {
        protected OdHandle() : base(IntPtr.Zero, true) { }

        public override bool IsInvalid => handle == IntPtr.Zero;

        protected void Hold(IntPtr pointer) => SetHandle(pointer);
    }

    internal sealed class JobHandle : OdHandle
    {
        internal static JobHandle Own(IntPtr pointer)
        {
            var owned = new JobHandle();
            owned.Hold(pointer);
            return owned;
        }

        protected override bool ReleaseHandle()
        {
            native.od_job_free(handle);
            return true;
        }
    }

    internal sealed class FactsHandle : OdHandle
    {
        internal static FactsHandle Own(IntPtr pointer)
        {
            var owned = new FactsHandle();
            owned.Hold(pointer);
            return owned;
        }

        protected override bool ReleaseHandle()
        {
            native.od_facts_free(handle);
            return true;
        }
    }

    internal sealed class RulesHandle : OdHandle
    {
        internal static RulesHandle Own(IntPtr pointer)
        {
            var owned = new RulesHandle();
            owned.Hold(pointer);
            return owned;
        }

        protected override bool ReleaseHandle()
        {
            native.od_rules_free(handle);
            return true;
        }
    }

    internal sealed class CaseHandle : OdHandle
    {
        internal static CaseHandle Own(IntPtr pointer)
        {
            var owned = new CaseHandle();
            owned.Hold(pointer);
            return owned;
        }

        protected override bool ReleaseHandle()
        {
            native.od_case_free(handle);
            return true;
        }
    }

    internal sealed class DiagnosisHandle : OdHandle
    {
        internal static DiagnosisHandle Own(IntPtr pointer)
        {
            var owned = new DiagnosisHandle();
            owned.Hold(pointer);
            return owned;
        }

        protected override bool ReleaseHandle()
        {
            native.od_diagnosis_free(handle);
            return true;
        }
    }

    /// <summary>Keeps a handle from being freed while a call uses it.</summary>
    internal readonly struct Lease : IDisposable
    {
        private readonly OdHandle handle;
        private readonly bool held;

        internal Lease(OdHandle handle)
        {
            if (handle == null) throw new ArgumentNullException(nameof(handle));
            this.handle = handle;
            held = false;
            handle.DangerousAddRef(ref held);
        }

        internal IntPtr Pointer => handle.DangerousGetHandle();

        public void Dispose()
        {
            if (held) handle.DangerousRelease();
        }
    }
}

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
    }

    /// <summary>Owns a pointer that the library handed out.</summary>
    internal abstract class OwnedHandle<T> : OdHandle
        where T : OwnedHandle<T>, new()
    {
        internal static T Own(IntPtr pointer)
        {
            var owned = new T();
            owned.SetHandle(pointer);
            return owned;
        }

        protected abstract void Free(IntPtr pointer);

        protected override bool ReleaseHandle()
        {
            Free(handle);
            return true;
        }
    }

    internal sealed class JobHandle : OwnedHandle<JobHandle>
    {
        protected override void Free(IntPtr pointer) =>
            native.od_job_free(pointer);
    }

    internal sealed class FactsHandle : OwnedHandle<FactsHandle>
    {
        protected override void Free(IntPtr pointer) =>
            native.od_facts_free(pointer);
    }

    internal sealed class RulesHandle : OwnedHandle<RulesHandle>
    {
        protected override void Free(IntPtr pointer) =>
            native.od_rules_free(pointer);
    }

    internal sealed class CaseHandle : OwnedHandle<CaseHandle>
    {
        protected override void Free(IntPtr pointer) =>
            native.od_case_free(pointer);
    }

    internal sealed class DiagnosisHandle : OwnedHandle<DiagnosisHandle>
    {
        protected override void Free(IntPtr pointer) =>
            native.od_diagnosis_free(pointer);
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

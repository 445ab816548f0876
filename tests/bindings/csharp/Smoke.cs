// The C# assembly against the built library; exit status 0 when all hold.
using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Od0x8004;

static class Smoke
{
    const string Dsreg =
        "+---+\n| Device State |\n+---+\n" +
        "             AzureAdJoined : YES\n" +
        "          EnterpriseJoined : NO\n" +
        "              DomainJoined : NO\n" +
        "+---+\n| Device Details |\n+---+\n" +
        "                  DeviceId : 00aa00aa-bb11-cc22-dd33-44ee44ee44ee\n" +
        "          DeviceAuthStatus : FAILED. Device is either disabled or deleted\n" +
        "                TenantName : Zażółć 漢字 😀\n";

    static int failures;

    static void Check(bool holds, string what)
    {
        if (holds) return;
        failures++;
        Console.WriteLine("FAILED " + what);
    }

    static E Throws<E>(Action action) where E : Exception
    {
        try { action(); }
        catch (E error) { return error; }
        Check(false, "no " + typeof(E).Name);
        return null;
    }

    static void CaseToDiagnosis(Job job)
    {
        using var c = new Case();
        c.Set("code", "0x8004DE40");
        c.AddBytes("é.txt", Encoding.UTF8.GetBytes(Dsreg), job);
        using var d = c.Diagnose(job);
        Check(d.Verdict == "cause-found", "verdict");
        Check(d.Causes[0].ToString() == "device.disabled confirmed", "cause");
        Check(d.ToText("text").StartsWith("Cause confirmed: "), "text");
        string facts = c.FactsJson();
        Check(facts.Contains("Zażółć 漢字 😀"), "text beyond ASCII");
        Check(facts.Contains("é.txt"), "name beyond ASCII");
        var texts = Enumerable.Range(0, 8).AsParallel()
            .Select(_ => d.ToText("json")).Distinct().Count();
        Check(texts == 1, "shared by threads");
    }

    static void Errors(Job job)
    {
        using var c = new Case();
        var error = Throws<OdException>(() => c.Set("colour", "é"));
        Check(error?.Name == "OD_EINVALID" && error.Status == -1, "status");
        Check(error?.Message.Contains("'colour'") == true, "message");
        error = Throws<OdException>(() => c.AddBytes("ń.json",
            Encoding.UTF8.GetBytes("{\"schema\":\"od0x8004.facts/1\",}"), job));
        Check(error?.Record.Contains("\"file\":\"ń.json\"") == true, "file");
        Check(error?.Record.Contains("\"line\":1") == true, "line");
        Throws<ArgumentNullException>(() => c.AddBytes("x", null, job));
        c.Dispose();
        Throws<ObjectDisposedException>(() => c.Set("code", null));
        using var stopped = new Job();
        stopped.Cancel();
        using var other = new Case();
        Throws<OperationCanceledException>(
            () => other.AddBytes("x", new byte[1], stopped));
    }

    static int Main()
    {
        using var job = new Job();
        job.Set("time_limit_ms", "60000");
        Task.Run(() => CaseToDiagnosis(job)).GetAwaiter().GetResult();
        Errors(job);
        Check(Code.Explain("-2147164608", "json").Contains("0x8004de40"),
              "explain");
        Console.WriteLine(failures == 0 ? "all hold" : failures + " failed");
        return failures == 0 ? 0 : 1;
    }
}

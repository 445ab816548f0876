// PowerShell's own parser over a script: no errors, no aliases, and no syntax
// that Windows PowerShell 5.1 does not know. Exit status 0 when all hold.
using System;
using System.Linq;
using System.Management.Automation.Language;

static class Program
{
    static int failures;

    static void Check(bool holds, IScriptExtent where, string what)
    {
        if (holds) return;
        failures++;
        Console.WriteLine($"FAILED line {where.StartLineNumber}: {what}: {where.Text}");
    }

    static readonly TokenKind[] Newer =
    {
        TokenKind.QuestionQuestion, TokenKind.QuestionQuestionEquals,
        TokenKind.QuestionDot, TokenKind.QuestionLBracket,
        TokenKind.QuestionMark, TokenKind.AndAnd, TokenKind.OrOr
    };

    static void CheckCommand(CommandAst command, string[] functions)
    {
        string name = command.GetCommandName();
        if (name == null) return;
        Check(functions.Contains(name) || name.Contains('-'),
              command.Extent, "an alias or a program by a bare name");
        Check(!command.CommandElements.OfType<CommandParameterAst>()
                      .Any(p => p.ParameterName == "Parallel"),
              command.Extent, "5.1 has no -Parallel");
    }

    static int Main(string[] arguments)
    {
        var script = Parser.ParseFile(arguments[0], out Token[] tokens,
                                      out ParseError[] errors);
        foreach (var error in errors) Check(false, error.Extent, error.Message);
        foreach (var token in tokens)
            Check(!Newer.Contains(token.Kind), token.Extent, "newer syntax");
        var functions = script.FindAll(a => a is FunctionDefinitionAst, true)
            .Cast<FunctionDefinitionAst>().Select(f => f.Name).ToArray();
        foreach (CommandAst command in
                 script.FindAll(a => a is CommandAst, true))
            CheckCommand(command, functions);
        var help = script.GetHelpContent();
        Check(help?.Synopsis?.Length > 0, script.Extent, "no help");
        var own = script.ParamBlock.Parameters
            .Select(p => p.Name.VariablePath.UserPath).ToArray();
        foreach (string name in own)
            Check(help?.Parameters?.ContainsKey(name.ToUpperInvariant()) == true,
                  script.ParamBlock.Extent, $"no help for -{name}");
        Console.WriteLine(failures == 0
            ? $"ok: {functions.Length} functions, {own.Length} parameters"
            : $"{failures} failures");
        return failures == 0 ? 0 : 1;
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gateway.Access.Decisions;

namespace Gateway.Commands.Access;

/// <summary><c>gateway access</c>: what consents and policies say of a request, without a server.</summary>
internal static class AccessCommand
{
    public static Command Create(Terminal terminal)
    {
        var cases = new Option<FileInfo>("--cases") { Description = "NDJSON; each line {consents, request{actors, purpose, action, time}, resource, directory, policy?}.", Required = true }.AcceptExistingOnly();
        var isPcf = new Option<bool>("--pcf") { Description = "Read every consent as one under IHE's Privacy Consent on FHIR, whether or not it claims a profile of it." };
        var decide = new Command("decide", "Decide cases: one line each, {verdict, redactions, reasons}; without a policy the consents alone decide, and none means that none applies. A line that cannot be read gives {error}, and the exit code 1.") { cases, isPcf };
        decide.SetAction(parsed => Decide(parsed.GetRequiredValue(cases), parsed.GetValue(isPcf), terminal));
        return new Command("access", "Try what may be released to whom.") { decide, ExplainCommand.Create(terminal), LintCommand.Create(terminal) };
    }

    private static int Decide(FileInfo file, bool isPcf, Terminal terminal)
    {
        var (code, number) = (CommandLine.Done, 0);
        foreach (var line in File.ReadLines(file.FullName))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var (@case, fault) = DecideCase.Read(line, isPcf);
            terminal.Out.WriteLine(@case is null ? CommandJson.Text(json => json.WriteString("error", string.Create(CultureInfo.InvariantCulture, $"line {number}: {fault}"))) : CommandJson.Text(json => Write(json, @case.Decide())));
            if (@case is null)
                code = CommandLine.ContentFaults;
        }

        return code;
    }

    private static void Write(Utf8JsonWriter json, Decision decision)
    {
        json.WriteString("verdict", decision.Verdict switch { Verdict.Permit => "permit", Verdict.Deny => "deny", _ => "none" });
        List(json, "redactions", decision.Redactions);
        List(json, "reasons", decision.Reasons);
    }

    private static void List(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}

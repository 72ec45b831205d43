using System.CommandLine;
using System.Globalization;
using Gateway.Access.Decisions;
using Gateway.Access.Policies;
using Gateway.Areas;

namespace Gateway.Commands.Access;

/// <summary><c>gateway access explain</c>: why a caller may or may not see a resource under an area's policies, rule by rule.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var source = new PolicySource(isOneArea: true);
        var cases = new Option<FileInfo>("--cases") { Description = "NDJSON; each line as in decide, with origin {source, kind, controller}, and in request also recipient, organization, user, facts, basis {id, authoriser, expires}, emergency {id, patients, user, purpose, expires}.", Required = true }.AcceptExistingOnly();
        var isPcf = new Option<bool>("--pcf") { Description = "Read every consent as one under IHE's Privacy Consent on FHIR." };
        var format = new Option<string>("--format") { Description = "How decisions are written.", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "json");
        var explain = new Command("explain", "Explain the decisions over cases under an area's policies: which row, which labels, which consents, what was taken out. A line that cannot be read is told, and the exit code is 1.") { source.Area, source.Profiles, cases, isPcf, format };
        explain.SetAction(parsed => Run(parsed, source, parsed.GetRequiredValue(cases), parsed.GetValue(isPcf), parsed.GetValue(format) == "json", terminal));
        return explain;
    }

    private static int Run(ParseResult parsed, PolicySource source, FileInfo file, bool isPcf, bool isJson, Terminal terminal)
    {
        try
        {
            var terminology = source.Terminology(parsed);
            var policies = source.Load(parsed, Area.Load(source.Areas(parsed)[0]).Access, terminology);
            return Explain(file, new ExplainCaseReader(policies, terminology, isPcf), isJson, terminal);
        }
        catch (PolicyFaultsException e)
        {
            return Refuse(terminal, e.Faults);
        }
        catch (AreaFaultsException e)
        {
            return Refuse(terminal, e.Faults);
        }
    }

    private static int Explain(FileInfo file, ExplainCaseReader reader, bool isJson, Terminal terminal)
    {
        var (code, number) = (CommandLine.Done, 0);
        foreach (var line in File.ReadLines(file.FullName))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var (decided, fault) = reader.Decide(line);
            if (decided is null)
                code = CommandLine.ContentFaults;
            var told = string.Create(CultureInfo.InvariantCulture, $"line {number}: {fault}");
            terminal.Out.WriteLine((decided, isJson) switch
            {
                (null, true) => CommandJson.Text(json => json.WriteString("error", told)),
                (null, false) => told,
                (not null, true) => CommandJson.Text(json => Explanation.Write(json, decided, reader.PolicyVersion)),
                _ => Explanation.ToText(decided, reader.PolicyVersion).TrimEnd(),
            });
        }

        return code;
    }

    private static int Refuse(Terminal terminal, IReadOnlyList<string> faults)
    {
        foreach (var fault in faults)
            terminal.Error.WriteLine(fault);
        return CommandLine.ContentFaults;
    }
}

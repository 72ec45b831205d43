using System.CommandLine;
using System.Text.Json;
using Gateway.Access.Policies;
using Gateway.Areas;
using Gateway.Requests.Deliveries;

namespace Gateway.Commands.Access;

/// <summary><c>gateway access lint</c>: whether policies can be loaded, and what in them cannot be meant.</summary>
internal static class LintCommand
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { PreferredObjectCreationHandling = System.Text.Json.Serialization.JsonObjectCreationHandling.Populate };

    public static Command Create(Terminal terminal)
    {
        var source = new PolicySource(isOneArea: false);
        var clients = new Option<FileInfo>("--clients") { Description = "JSON, a list of {recipient, organizations, purposes}: who is registered, in place of the area's own list." }.AcceptExistingOnly();
        var format = new Option<string>("--format") { Description = "How findings are written.", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "json");
        var lint = new Command("lint", "Check policies: what keeps them from being loaded, rows that can never match, purposes that nobody holds, sensitivities that nobody may see, sets of labels without codes. Exit code 1 where there is any.") { source.Area, source.Profiles, clients, format };
        lint.SetAction(parsed => Run(parsed, source, parsed.GetValue(clients), parsed.GetValue(format) == "json", terminal));
        return lint;
    }

    private static int Run(ParseResult parsed, PolicySource source, FileInfo? clients, bool isJson, Terminal terminal)
    {
        var (holders, fault) = Holders(clients);
        if (fault is not null)
            return terminal.Refuse(clients!.Name, $" {fault}");
        var found = source.Areas(parsed).SelectMany(name => Of(name, source, parsed, holders).Select(f => (Area: Path.GetFileNameWithoutExtension(name), Finding: f))).ToList();
        if (isJson)
            terminal.Out.WriteLine(JsonSerializer.Serialize(found.Select(f => new { area = f.Area, kind = f.Finding.Kind, subject = f.Finding.Subject, text = f.Finding.Text }), s_json));
        else
            foreach (var (area, finding) in found)
                terminal.Out.WriteLine($"{area}: {finding.Kind}: {finding.Subject}{(finding.Subject.Length > 0 ? ": " : "")}{finding.Text}");
        return found.Count > 0 ? CommandLine.ContentFaults : CommandLine.Done;
    }

    private static List<PolicyFinding> Of(string name, PolicySource source, ParseResult parsed, IReadOnlyList<AreaHolder>? holders)
    {
        try
        {
            var (area, terminology) = (Area.Load(name), source.Terminology(parsed));
            // What leaves by itself is no client's: nobody is registered for it, whatever list is given.
            IReadOnlyList<AreaHolder> known = [.. holders ?? area.Access.Holders, .. Recipients.Holders(area)];
            return [.. new PolicyLint(source.Load(parsed, area.Access, terminology), PolicySource.Origins(area), known, terminology).Findings().Distinct()];
        }
        catch (PolicyFaultsException e)
        {
            return Faults(e.Faults);
        }
        catch (AreaFaultsException e)
        {
            return Faults(e.Faults);
        }
    }

    private static List<PolicyFinding> Faults(IReadOnlyList<string> faults) => [.. faults.Select(f => new PolicyFinding("fault", "", f))];

    private static (IReadOnlyList<AreaHolder>? Holders, string? Fault) Holders(FileInfo? file)
    {
        if (file is null)
            return (null, null);
        try
        {
            return (JsonSerializer.Deserialize<List<AreaHolder>>(File.ReadAllBytes(file.FullName), s_json), null);
        }
        catch (JsonException e)
        {
            return (null, e.Message);
        }
    }
}

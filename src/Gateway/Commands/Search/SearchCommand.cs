using System.CommandLine;
using Gateway.Fhir;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Results;

namespace Gateway.Commands.Search;

/// <summary><c>gateway search</c>: searches files as a server would, with the parameters of R4 and those that the files define.</summary>
internal static class SearchCommand
{
    public static Command Create(Terminal terminal)
    {
        var query = new Argument<string>("query") { Description = "The search, as it follows a server's base: Patient?name=peter, ?_type=Patient,Observation, Patient/1/Observation?code=x." };
        var sources = new Argument<FileSystemInfo[]>("files") { Description = "Files or folders of resources, JSON or XML; Bundles are taken apart.", Arity = ArgumentArity.OneOrMore }.AcceptExistingOnly();
        var json = new Option<bool>("--json") { Description = "Print the searchset Bundle." };
        var isStrict = new Option<bool>("--strict") { Description = "Refuse parameters that are not known, in place of leaving them out with a warning." };
        var command = new Command("search", "Search resources in files: the total, then one match a line; what was included is marked.") { query, sources, json, isStrict };
        command.SetAction(parsed =>
        {
            var options = new SearchOptions { IsStrict = parsed.GetValue(isStrict) };
            return Run(parsed.GetRequiredValue(query), parsed.GetRequiredValue(sources), options, parsed.GetValue(json), terminal);
        });
        return command;
    }

    private static int Run(string url, FileSystemInfo[] sources, SearchOptions options, bool printsJson, Terminal terminal)
    {
        if (SearchUrl.Split(url) is not { } target)
            return terminal.Refuse("query", " A search is Type?…, ?… or Type/id/Type?….");
        var files = SearchFiles.Read(sources, terminal);
        var parse = SearchQueryParser.Parse(target.Type, target.Query, files.Context, options with { Compartment = target.Compartment });
        terminal.Report("query", parse.Faults);
        if (parse.Query is not { } query)
            return CommandLine.ContentFaults;
        var result = new InMemorySearch(files.Index, options.Limits).Run(query);
        var self = parse.Self.Length > 0 ? $"{target.Path}?{parse.Self}" : target.Path.Length > 0 ? target.Path : "?";
        if (printsJson)
            terminal.Out.WriteLine(FhirJson.ToText(SearchsetBundle.Of(query, result, self, parse.Faults), isIndented: true));
        else
            Print(result, terminal);
        return files.HasFaults ? CommandLine.ContentFaults : CommandLine.Done;
    }

    private static void Print(SearchResult result, Terminal terminal)
    {
        terminal.Out.WriteLine($"total {result.Total}");
        foreach (var match in result.Matches)
            terminal.Out.WriteLine(match);
        foreach (var included in result.Included)
            terminal.Out.WriteLine($"{included}\tincluded");
        if (result.IsIncludedCut)
            terminal.Report("query", [new Fault(FaultKind.TooLong, "There is more to include than is given.", "", 0, 0, true)]);
    }
}

using System.CommandLine;
using Gateway.Commands.Access;
using Gateway.Commands.Clients;
using Gateway.Commands.Ledger;
using Gateway.Commands.Mapping;
using Gateway.Commands.Search;
using Gateway.Commands.Validation;

namespace Gateway.Commands;

/// <summary>The verbs of the gateway's command line. Exit codes: 0 done, 1 faults in the content, 2 wrong usage.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int ContentFaults = 1;
    public const int WrongUsage = 2;

    public static int Run(string[] args, Terminal terminal)
    {
        var root = new RootCommand("Health and Justice Gateway: FHIR R4 between the systems around a person in police custody. Exit codes: 0 done, 1 faults in the content or expression, 2 wrong usage.")
        {
            DemoCommand.Create(terminal),
            ServeCommand.Create(terminal),
            HealthCommand.Create(terminal),
            FhirPathCommand.Create(terminal),
            ConvertCommand.Create(terminal),
            PatchCommand.Create(terminal),
            MapCommand.Create(terminal),
            ValidateCommand.Create(terminal),
            SearchCommand.Create(terminal),
            AccessCommand.Create(terminal),
            ClientsCommand.Create(terminal),
            DefinitionsCommand.Create(terminal),
            LedgerCommand.Create(terminal),
            AuditCommand.Create(terminal),
            OutboxCommand.Create(terminal),
        };
        root.SetAction((_, cancellation) => DemoCommand.RunAsync(terminal, cancellation));
        // A date literal starts with @, which would otherwise name a response file.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count == 0)
            // A host that is told to end takes the time that it is configured for (Surface:DrainDelay and DrainTime), which is never longer.
            return parsed.Invoke(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, ProcessTerminationTimeout = TimeSpan.FromMinutes(16) });
        foreach (var error in parsed.Errors)
            terminal.Error.WriteLine(error.Message);
        terminal.Error.WriteLine("Try: gateway --help");
        return WrongUsage;
    }
}

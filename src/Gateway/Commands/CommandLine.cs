using System.CommandLine;

namespace Gateway.Commands;

/// <summary>The verbs of the gateway's command line. Exit codes: 0 done, 1 faults in the content, 2 wrong usage.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int ContentFaults = 1;
    public const int WrongUsage = 2;

    public static int Run(string[] args)
    {
        var root = new RootCommand("Health and Justice Gateway: FHIR R4 between the systems around a person in police custody.")
        {
            FhirPathCommand.Create(),
            DefinitionsCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
            return parsed.Invoke();
        foreach (var error in parsed.Errors)
            Console.Error.WriteLine(error.Message);
        Console.Error.WriteLine("Try: gateway --help");
        return WrongUsage;
    }
}

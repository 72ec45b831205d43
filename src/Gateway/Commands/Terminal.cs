using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Commands;

/// <summary>Where a command writes: results on one side, what is wrong on the other.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error)
{
    /// <summary>When set, faults are printed as one OperationOutcome instead of as lines.</summary>
    public bool PrintsOutcome { get; init; }

    /// <summary>Prints the faults of a file as <c>name:line:column: path: message</c>, and gives the exit code for them.</summary>
    public int Refuse(string name, IReadOnlyList<Fault> faults)
    {
        Report(name, faults);
        return CommandLine.ContentFaults;
    }

    public int Refuse(string name, string fault)
    {
        Error.WriteLine($"{name}:{fault}");
        return CommandLine.ContentFaults;
    }

    public void Report(string name, IReadOnlyList<Fault> faults)
    {
        if (PrintsOutcome && faults.Count > 0)
        {
            Error.WriteLine(FhirJson.ToText(OperationOutcomes.Of(faults), isIndented: true));
            return;
        }

        foreach (var fault in faults)
            Error.WriteLine($"{name}:{(fault.IsWarning ? $"warning: {fault}" : fault)}");
    }
}

using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Records;

/// <summary>What reading one record gave: its tree, or every fault that kept it from being one.</summary>
public sealed record RecordReading
{
    /// <summary>The root element; <c>default</c> when the record was refused.</summary>
    public Element Root { get; init; }

    /// <summary>All faults in the order of the text, with the lines of the file; where the record was read, all are warnings.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>The fields that the model does not know, by the source's own names: <c>Person.foo.bar</c>. Each once, and no more than the options allow.</summary>
    public IReadOnlyList<string> Unmapped { get; init; } = [];

    /// <summary>The number of the record in the file, from 1; 0 when the file as a whole was refused.</summary>
    public required int Number { get; init; }

    /// <summary>The line at which the record starts, from 1.</summary>
    public required int Line { get; init; }

    public bool IsRead => !Root.IsNone;

    internal static RecordReading Refused(int number, Fault fault) => new() { Number = number, Line = fault.Line, Faults = [fault] };
}

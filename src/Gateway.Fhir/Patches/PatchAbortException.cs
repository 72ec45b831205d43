using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Patches;

/// <summary>Ends the application of a patch; caught at the edge of this room and turned into its <see cref="Fault"/>.</summary>
internal sealed class PatchAbortException(Fault fault) : Exception(fault.Message)
{
    public Fault Fault { get; } = fault;

    /// <summary>For an operation, which is named by its number, from 1.</summary>
    public static PatchAbortException Of(int number, string operation, string message, FaultKind kind = FaultKind.Value, string place = "") =>
        new(new Fault(kind, $"Operation {number} ({operation}): {message}", place, 0, 0));
}

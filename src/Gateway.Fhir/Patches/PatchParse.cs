using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Patches;

/// <summary>What reading a patch gave: the patch, or every fault that keeps it from being one.</summary>
public readonly record struct PatchParse(ResourcePatch? Patch, IReadOnlyList<Fault> Faults);

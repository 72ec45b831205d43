namespace Gateway.Fhir.Terminology.File;

/// <summary>The parts of a file of terminology, in their order.</summary>
internal enum TerminologyPart
{
    /// <summary>The value sets of required bindings, and all that they draw on.</summary>
    Bound,
    Rest,
}

namespace Gateway.Fhir.Tests.Data;

/// <summary>A fact that reads the official R4 examples; skipped, and saying so, where npm did not fetch them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsExamplesFactAttribute : FactAttribute
{
    public NeedsExamplesFactAttribute()
    {
        if (TestFolders.Examples is null)
            Skip = "npm package hl7.fhir.r4.examples is not in tests/packages (run npm ci there).";
    }
}

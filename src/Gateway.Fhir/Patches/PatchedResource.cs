using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Patches;

/// <summary>What a patch made, read as strictly as content that somebody sent: a patch can make what no resource may be.</summary>
internal static class PatchedResource
{
    public static ReadResult Of(byte[] utf8, Element before)
    {
        var read = FhirJson.Read(utf8, before.Type.Set, new ReadOptions { MaxBytes = PatchLimits.Bytes }, null, SourcePlaces.None);
        if (!read.IsRead)
            // Nobody has seen the text that lines and columns would count in.
            return new ReadResult(default, [.. read.Faults.Select(f => f with { Message = $"After the patch: {f.Message}", Line = 0, Column = 0 })]);
        return read.Root.Type.Name == before.Type.Name ? read
            : ReadResult.Refused(new Fault(FaultKind.Value, "A patch does not make a resource of another type.", before.Type.Name, 0, 0));
    }
}

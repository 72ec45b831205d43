using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Fhir.Patches;

/// <summary>FHIRPath Patch (http://hl7.org/fhir/R4/fhirpatch.html).</summary>
public sealed class PathPatch : ResourcePatch
{
    private readonly IReadOnlyList<PathPatchOperation> _operations;

    private PathPatch(IReadOnlyList<PathPatchOperation> operations) => _operations = operations;

    /// <summary>Reads the operations of a Parameters resource. Every fault is reported with its place; none is thrown.</summary>
    public static PatchParse Read(Element parameters)
    {
        var reader = new PathPatchReader(parameters);
        reader.Read();
        return reader.Faults.Count > 0 ? new PatchParse(null, reader.Faults) : new PatchParse(new PathPatch(reader.Operations), []);
    }

    /// <inheritdoc/>
    public override ReadResult Apply(Element resource)
    {
        try
        {
            var patched = resource;
            foreach (var operation in _operations)
                patched = new PathPatchStep(patched, operation).Do();
            return PatchedResource.Of(FhirJson.ToUtf8(patched), resource);
        }
        catch (PatchAbortException abort)
        {
            return ReadResult.Refused(abort.Fault);
        }
    }
}

using Gateway.Fhir;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Outcomes;

namespace Gateway.Commands;

/// <summary>Reading the files that commands are given.</summary>
internal static class ContentFile
{
    /// <summary>Reads a file as FHIR, JSON or XML by its content. A file over the limit, or that the system does not hand out, is refused.</summary>
    public static ReadResult Read(FileInfo file, ReadOptions? options = null, DefinitionSet? definitions = null, TypeDefinition? type = null)
    {
        options ??= ReadOptions.Strict;
        try
        {
            return file.Length > options.MaxBytes
                ? ReadResult.Refused(new Fault(FaultKind.TooLong, $"The file has {file.Length} bytes; at most {options.MaxBytes} are read.", "", 0, 0))
                : FhirContent.Read(File.ReadAllBytes(file.FullName), definitions, options, type);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ReadResult.Refused(new Fault(FaultKind.Structure, "The file cannot be read from the disk.", "", 0, 0));
        }
    }
}

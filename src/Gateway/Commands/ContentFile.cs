using System.Diagnostics.CodeAnalysis;
using Gateway.Fhir;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Outcomes;

namespace Gateway.Commands;

/// <summary>Reading the files that commands are given.</summary>
internal static class ContentFile
{
    /// <summary>Reads a file as FHIR, JSON or XML by its content.</summary>
    public static ReadResult Read(FileInfo file, ReadOptions? options = null, DefinitionSet? definitions = null, TypeDefinition? type = null)
    {
        options ??= ReadOptions.Strict;
        return TryReadBytes(file, options.MaxBytes, out var bytes, out var fault) ? FhirContent.Read(bytes, definitions, options, type) : ReadResult.Refused(fault);
    }

    /// <summary>The bytes of a file, unless it is over the limit or the system does not hand it out.</summary>
    public static bool TryReadBytes(FileInfo file, int limit, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out Fault? fault)
    {
        (bytes, fault) = (null, null);
        try
        {
            if (file.Length > limit)
                fault = new Fault(FaultKind.TooLong, $"The file has {file.Length} bytes; at most {limit} are read.", "", 0, 0);
            else
                bytes = File.ReadAllBytes(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = new Fault(FaultKind.Structure, "The file cannot be read from the disk.", "", 0, 0);
        }

        return bytes is not null;
    }
}

using Gateway.Fhir;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Commands;

/// <summary>Reading the files that commands are given, and saying what is wrong with them.</summary>
internal static class ContentFile
{
    /// <summary>Reads a file as FHIR, JSON or XML by its content; a file over the limit is refused unread.</summary>
    public static ReadResult Read(FileInfo file, ReadOptions? options = null) =>
        FhirContent.Read(File.ReadAllBytes(file.FullName), options: options);

    /// <summary>Prints faults as <c>name:line:column: path: message</c>.</summary>
    public static int Refuse(string name, IReadOnlyList<Fault> faults)
    {
        foreach (var fault in faults)
            Refuse(name, fault.ToString());
        return CommandLine.ContentFaults;
    }

    public static int Refuse(string name, string fault)
    {
        Console.Error.WriteLine($"{name}:{fault}");
        return CommandLine.ContentFaults;
    }
}

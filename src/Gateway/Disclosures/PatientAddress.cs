using Gateway.Storage.Links;

namespace Gateway.Disclosures;

/// <summary>How decisions and the trail name the Patient of a record: by its address, and somebody who is known by a number alone by that (<c>system|value</c>).</summary>
internal static class PatientAddress
{
    public static string Of(LinkedRecord record) => Of(record.Patient);

    /// <param name="patient">The id of a Patient, or <c>system|value</c>.</param>
    public static string Of(string patient) => IsNumber(patient) ? patient : $"Patient/{patient}";

    /// <summary>True for somebody who is known by a number alone.</summary>
    public static bool IsNumber(string patient) => patient.Contains('|', StringComparison.Ordinal);
}

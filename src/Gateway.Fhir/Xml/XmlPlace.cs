namespace Gateway.Fhir.Xml;

/// <summary>A place in XML: its line and column in code points, counted from 1, and the offset of its byte.</summary>
internal readonly record struct XmlPlace(int Line, int Column, int Offset);

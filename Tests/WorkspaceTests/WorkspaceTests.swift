// The first file of this target goes here.

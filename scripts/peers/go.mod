module edgelab.invalid/peers

go 1.25

require github.com/vmware/govmomi v0.55.0
